// How is the model made? Boosted trees for the chance of a late arrival, from one month of flights.

import { trainBoostedTrees, type BoostOptions } from "../../../engine/train/boost.ts";
import type { TrainingTable } from "../../../engine/train/table.ts";
import { boostedTreesToOnnx } from "../../../engine/train/to-onnx.ts";
import type { BoostedTrees } from "../../../engine/train/tree.ts";
import { FEATURE_NAMES, makeFeatures, type PastHour } from "./features.ts";
import { FIRST_DAYS, isLate, LATE_AFTER_MINUTES, type Flight } from "./flights.ts";

/** Squared error of 0 and 1 learns the chance itself. */
const SETTINGS: Partial<BoostOptions> = {
  trees: 150,
  learningRate: 0.1,
  maxLeaves: 16,
  maxDepth: 6,
  minLeafRows: 100,
  rowShare: 0.6,
  columnShare: 0.8,
  patience: 20,
  seed: 1,
};

/** Flights beside each other resemble each other: every tenth one teaches nearly as much. */
const LEARNED_FLIGHTS = 10;

export interface LabelledFlights extends TrainingTable {
  readonly flights: readonly Flight[];
}

/** Flights that left between two days, with what was known when they left. `all` are in time order. */
export function labelled(
  all: readonly Flight[],
  history: readonly PastHour[],
  from: number,
  to: number,
  step = 1,
): LabelledFlights {
  const flights = all.filter(({ date }, i) => date >= from && date < to && i % step === 0);
  return {
    flights,
    columns: makeFeatures(flights, all, history),
    target: Float64Array.from(flights, (flight) => Number(isLate(flight))),
  };
}

export function trainModel(all: readonly Flight[], history: readonly PastHour[]): BoostedTrees {
  const { train, validation, test } = FIRST_DAYS;
  const rows = labelled(all, history, train, validation, LEARNED_FLIGHTS);
  const watched = labelled(all, history, validation, test, LEARNED_FLIGHTS);
  return trainBoostedTrees(rows.columns, rows.target, { ...SETTINGS, validation: watched });
}

export function toOnnx(trees: BoostedTrees): Uint8Array {
  return boostedTreesToOnnx({
    input: "features",
    outputs: [{ name: "chance", trees }],
    metadata: {
      data: "US Bureau of Transportation Statistics, January to May 2001",
      features: JSON.stringify(FEATURE_NAMES),
      licence: "MIT",
      target: `chance that a flight that leaves now arrives more than ${LATE_AFTER_MINUTES} minutes late`,
    },
  });
}
