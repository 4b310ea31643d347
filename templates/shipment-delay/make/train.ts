// How is the model made? Three boosted ensembles for the 10 %, 50 % and 90 % quantile of the final delay.

import { trainBoostedTrees, type BoostOptions } from "../../../engine/train/boost.ts";
import type { TrainingTable } from "../../../engine/train/table.ts";
import { boostedTreesToOnnx } from "../../../engine/train/to-onnx.ts";
import type { BoostedTrees } from "../../../engine/train/tree.ts";
import { FEATURE_NAMES, makeFeatures } from "./features.ts";
import { HISTORY } from "./generate.ts";
import type { EventRow } from "./rows.ts";
import { rowsInTime, type Split } from "./split.ts";
import type { Voyage } from "./voyage.ts";

/** Reports in time order with what the model sees of them, and how late each container was in the end. */
export interface LabelledTable extends TrainingTable {
  readonly rows: readonly EventRow[];
}

export const QUANTILES = [
  { name: "delay_p10", alpha: 0.1 },
  { name: "delay_p50", alpha: 0.5 },
  { name: "delay_p90", alpha: 0.9 },
] as const;

/** The feature that the trees' answer is added to. */
export const KNOWN_DELAY = FEATURE_NAMES.indexOf("behind_h");

const SETTINGS: Partial<BoostOptions> = {
  trees: 200,
  learningRate: 0.08,
  maxLeaves: 16,
  maxDepth: 6,
  minLeafRows: 60,
  rowShare: 0.6,
  columnShare: 0.7,
  patience: 20,
  seed: 7,
};

export interface TrainedModel {
  readonly quantiles: readonly {
    readonly name: string;
    readonly alpha: number;
    readonly trees: BoostedTrees;
  }[];
  /** The bytes of `models/delay.onnx`. */
  readonly onnx: Uint8Array;
}

export function trainModel(split: Split): TrainedModel {
  const train = labelled(split.train);
  const validation = labelled(split.validation);
  // The trees learn what is still to come: the delay so far is known, and trees copy a number badly.
  const further = (table: LabelledTable) =>
    table.target.map((value, row) => value - table.columns[KNOWN_DELAY][row]);
  const validationFurther = { columns: validation.columns, target: further(validation) };
  const quantiles = QUANTILES.map(({ name, alpha }) => {
    const options = {
      ...SETTINGS,
      loss: { kind: "quantile", alpha } as const,
      validation: validationFurther,
    };
    return {
      name,
      alpha,
      plusFeature: KNOWN_DELAY,
      trees: trainBoostedTrees(train.columns, further(train), options),
    };
  });
  return {
    quantiles,
    onnx: boostedTreesToOnnx({
      input: "features",
      outputs: quantiles,
      ascending: true,
      metadata: metadata(train),
    }),
  };
}

export function labelled(voyages: readonly Voyage[]): LabelledTable {
  const rows = rowsInTime(voyages);
  const delays = new Map(voyages.map((voyage) => [voyage.container, voyage.finalDelayH]));
  const target = Float64Array.from(rows, (row) => delays.get(row.container)!);
  return { rows, target, columns: makeFeatures(rows).columns };
}

function metadata({ rows }: LabelledTable): Record<string, string> {
  return {
    data: "synthetic",
    features: JSON.stringify(FEATURE_NAMES),
    licence: "MIT",
    seed: String(HISTORY.seed),
    target: "final delay at the site in hours; quantiles 0.1, 0.5, 0.9",
    trained_from: isoDay(rows[0].time),
    trained_until: isoDay(rows[rows.length - 1].time),
  };
}

/** A day as 2025-03-31. */
export function isoDay(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
