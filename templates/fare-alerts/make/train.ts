// How is the model made? Three boosted ensembles for the 10 %, 50 % and 90 % quantile of the rise within a week.

import { trainBoostedTrees, type BoostOptions } from "../../../engine/train/boost.ts";
import { boostedTreesToOnnx } from "../../../engine/train/to-onnx.ts";
import { predictTrees, type BoostedTrees } from "../../../engine/train/tree.ts";
import { FEATURE_NAMES } from "./features.ts";
import { HISTORY } from "./generate.ts";
import { isoDay, labelled, TRAIN_UNTIL, type Split } from "./split.ts";

export const QUANTILES = [
  { name: "rise_p10", alpha: 0.1 },
  { name: "rise_p50", alpha: 0.5 },
  { name: "rise_p90", alpha: 0.9 },
] as const;

const SETTINGS: Partial<BoostOptions> = {
  trees: 60,
  learningRate: 0.15,
  maxLeaves: 16,
  maxDepth: 6,
  minLeafRows: 40,
  rowShare: 0.6,
  columnShare: 0.7,
  patience: 12,
  seed: 3,
};

/** Days of a trip resemble each other: every fourth one teaches nearly as much. */
const LEARNED_DAYS = 4;

export interface TrainedModel {
  readonly quantiles: readonly { readonly name: string; readonly trees: BoostedTrees }[];
  /** The bytes of `models/rise.onnx`. */
  readonly onnx: Uint8Array;
}

export function trainModel(split: Split): TrainedModel {
  const train = labelled(split.train, LEARNED_DAYS);
  const validation = labelled(split.validation, LEARNED_DAYS);
  const quantiles = QUANTILES.map(({ name, alpha }) => {
    const options = { ...SETTINGS, loss: { kind: "quantile", alpha } as const, validation };
    return { name, trees: trainBoostedTrees(train.columns, train.target, options) };
  });
  const metadata = {
    data: "synthetic",
    features: JSON.stringify(FEATURE_NAMES),
    licence: "MIT",
    seed: String(HISTORY.seed),
    target: "rise of the fare within 7 days in percent; quantiles 0.1, 0.5, 0.9",
    trained_until: isoDay(TRAIN_UNTIL),
  };
  return {
    quantiles,
    onnx: boostedTreesToOnnx({ input: "features", outputs: quantiles, ascending: true, metadata }),
  };
}

/** The quantiles in the model's order, uncrossed as in the ONNX file. */
export function predictOrdered(
  { quantiles }: TrainedModel,
  columns: readonly Float64Array[],
): Float64Array[] {
  const [low, middle, high] = quantiles.map(({ trees }) => predictTrees(trees, columns));
  return [
    low.map((value, row) => Math.min(value, middle[row])),
    middle,
    high.map((value, row) => Math.max(value, middle[row])),
  ];
}
