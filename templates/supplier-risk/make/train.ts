// How is the model made? Boosted trees for the chance of a late delivery, and what each feature adds to it.

import { trainBoostedTrees, type BoostOptions } from "../../../engine/train/boost.ts";
import { shapleyTrees, type ShapleyTrees } from "../../../engine/train/shapley.ts";
import { boostedTreesToOnnx } from "../../../engine/train/to-onnx.ts";
import type { BoostedTrees } from "../../../engine/train/tree.ts";
import { FEATURE_NAMES } from "./features.ts";
import { HISTORY, type Market } from "./orders.ts";
import { labelled, TRAIN_UNTIL, type Split } from "./split.ts";
import { isoDay } from "./tables.ts";
import { LATE_DAYS } from "./world.ts";

/** Squared error of 0 and 1 learns the chance itself, so that features add percentage points. */
const SETTINGS: Partial<BoostOptions> = {
  trees: 150,
  learningRate: 0.08,
  // Three splits a tree: its Shapley values have eight leaves.
  maxLeaves: 4,
  maxDepth: 3,
  minLeafRows: 60,
  rowShare: 0.7,
  columnShare: 0.8,
  patience: 25,
  seed: 5,
};

export interface TrainedModel {
  readonly trees: BoostedTrees;
  readonly factors: ShapleyTrees;
  /** The bytes of `models/risk.onnx`. */
  readonly onnx: Uint8Array;
}

export function trainModel(split: Split, market: Market): TrainedModel {
  const train = labelled(split.train, market);
  const validation = labelled(split.validation, market);
  const trees = trainBoostedTrees(train.columns, train.target, { ...SETTINGS, validation });
  const factors = shapleyTrees(trees, train.columns);
  const onnx = boostedTreesToOnnx({
    input: "features",
    outputs: [{ name: "risk", trees }],
    factors: { name: "factors", of: factors },
    metadata: {
      base: String(factors.base),
      data: "synthetic",
      factors: "Shapley values of the risk against all training orders; base + factors = risk",
      features: JSON.stringify(FEATURE_NAMES),
      licence: "MIT",
      seed: String(HISTORY.seed),
      target: `chance that an order comes more than ${LATE_DAYS} days late`,
      trained_until: isoDay(TRAIN_UNTIL),
    },
  });
  return { trees, factors, onnx };
}
