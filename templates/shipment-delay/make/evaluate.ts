// How good is the model on voyages it has never seen, and is it better than guessing well?

import { coverage, meanAbsoluteError, meanPinball } from "../../../engine/train/measure.ts";
import { predictTrees } from "../../../engine/train/tree.ts";
import { naivePredictions } from "./naive.ts";
import type { Split } from "./split.ts";
import { isoDay, KNOWN_DELAY, labelled, QUANTILES, type LabelledTable, type TrainedModel } from "./train.ts";

/** What the workflow's branch asks: late when delay_p50 is above the one, else at risk when delay_p90 is above the other. */
const LATE_HOURS = 48;
const AT_RISK_HOURS = 72;

export interface Decisions {
  /** Of the reports marked so, the share that really were late in the end. */
  readonly precision: number;
  /** Of the reports of containers that were late in the end, the share marked so. */
  readonly recall: number;
}

export interface Metrics {
  readonly synthetic: true;
  readonly unit: "hours";
  readonly split: Readonly<Record<keyof Split, Part>>;
  readonly trees: Readonly<Record<string, number>>;
  readonly maeHours: Readonly<Record<string, number>>;
  readonly maeHoursByEvent: Readonly<
    Record<string, Readonly<Record<"reports" | "model" | "knownDelayAndMedianRest", number>>>
  >;
  readonly pinball: Readonly<Record<string, Readonly<Record<"model" | "constant", number>>>>;
  /** Share of final delays between the 10 % and the 90 % quantile (0.8 is meant), and how wide that is on average. */
  readonly coverageP10P90: Readonly<Record<"model" | "quantilesPerRoute", number>>;
  readonly widthHours: Readonly<Record<"model" | "quantilesPerRoute", number>>;
  readonly below: Readonly<Record<string, number>>;
  readonly lateAfterHours: number;
  readonly atRiskAfterHours: number;
  readonly shareLate: number;
  readonly decisions: Readonly<Record<"late" | "lateOrAtRisk" | "lateByKnownDelay", Decisions>>;
  readonly gainShare: Readonly<Record<string, number>>;
}

interface Part {
  readonly from: string;
  readonly until: string;
  readonly containers: number;
  readonly reports: number;
}

export function evaluate(model: TrainedModel, split: Split, featureNames: readonly string[]): Metrics {
  const train = labelled(split.train);
  const test = labelled(split.test);
  const { target, rows } = test;
  const [p10, p50, p90] = predictOrdered(model, test);
  const naive = naivePredictions(train, rows);
  const late = (predictions: Float64Array) => predictions.map((value) => Number(value > LATE_HOURS));
  const [low, middle, high] = QUANTILES.map(({ alpha }) => naive.perRoute(alpha));
  const naiveMae = {
    constantMedian: naive.constant(0.5),
    medianPerRoute: middle,
    lastKnownDelay: naive.known,
    knownDelayAndMedianRest: naive.knownAndRest,
  };
  return {
    synthetic: true,
    unit: "hours",
    split: {
      train: part(split.train, train),
      validation: part(split.validation, labelled(split.validation)),
      test: part(split.test, test),
    },
    trees: Object.fromEntries(model.quantiles.map(({ name, trees }) => [name, trees.trees.length])),
    maeHours: mapValues({ model: p50, ...naiveMae }, (predictions) =>
      round(meanAbsoluteError(target, predictions), 2),
    ),
    maeHoursByEvent: byEvent(test, { model: p50, knownDelayAndMedianRest: naive.knownAndRest }),
    pinball: Object.fromEntries(
      QUANTILES.map(({ name, alpha }, i) => {
        const own = meanPinball(target, [p10, p50, p90][i], alpha);
        return [
          name,
          { model: round(own, 2), constant: round(meanPinball(target, naive.constant(alpha), alpha), 2) },
        ];
      }),
    ),
    coverageP10P90: {
      model: round(coverage(target, p10, p90), 3),
      quantilesPerRoute: round(coverage(target, low, high), 3),
    },
    widthHours: {
      model: round(meanAbsoluteError(p90, p10), 1),
      quantilesPerRoute: round(meanAbsoluteError(high, low), 1),
    },
    below: mapValues({ delay_p10: p10, delay_p50: p50, delay_p90: p90 }, (values) => {
      return round(
        coverage(
          target,
          values.map(() => -Infinity),
          values,
        ),
        3,
      );
    }),
    lateAfterHours: LATE_HOURS,
    atRiskAfterHours: AT_RISK_HOURS,
    shareLate: round(late(target).reduce((sum, one) => sum + one, 0) / target.length, 3),
    decisions: {
      late: decisions(late(target), late(p50)),
      lateOrAtRisk: decisions(
        late(target),
        p50.map((value, row) => Number(value > LATE_HOURS || p90[row] > AT_RISK_HOURS)),
      ),
      lateByKnownDelay: decisions(late(target), late(naive.known)),
    },
    gainShare: gainShare(model, featureNames),
  };
}

/** The quantiles in the model's order, uncrossed as in the ONNX file. */
export function predictOrdered(
  model: TrainedModel,
  { columns }: Pick<LabelledTable, "columns">,
): Float64Array[] {
  const [low, middle, high] = model.quantiles.map(({ trees }) => {
    return predictTrees(trees, columns).map((further, row) =>
      Math.fround(further + Math.fround(columns[KNOWN_DELAY][row])),
    );
  });
  return [
    low.map((value, row) => Math.min(value, middle[row])),
    middle,
    high.map((value, row) => Math.max(value, middle[row])),
  ];
}

function byEvent(
  { rows, target }: LabelledTable,
  predictions: Record<"model" | "knownDelayAndMedianRest", Float64Array>,
) {
  const events = [...new Set(rows.map((row) => row.event))];
  return Object.fromEntries(
    events.map((event) => {
      const isHere = (_: number, row: number) => rows[row].event === event;
      const here = target.filter(isHere);
      const mae = (values: Float64Array) => round(meanAbsoluteError(here, values.filter(isHere)), 2);
      return [event, { reports: here.length, ...mapValues(predictions, mae) }];
    }),
  );
}

function decisions(truth: Float64Array, marked: Float64Array): Decisions {
  const count = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const hits = count(truth.map((value, row) => value * marked[row]));
  return { precision: round(hits / count(marked), 3), recall: round(hits / count(truth), 3) };
}

/** How much each feature helped in training, as a share of all, largest first. */
function gainShare(model: TrainedModel, names: readonly string[]): Record<string, number> {
  const gains = names.map((_, feature) =>
    model.quantiles.reduce((sum, { trees }) => sum + trees.gain[feature], 0),
  );
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  const shares = names.map((name, feature) => [name, round(gains[feature] / total, 3)] as const);
  return Object.fromEntries(shares.sort((a, b) => b[1] - a[1]));
}

function part(voyages: Split["train"], { rows }: LabelledTable): Part {
  return {
    from: isoDay(rows[0].time),
    until: isoDay(rows[rows.length - 1].time),
    containers: voyages.length,
    reports: rows.length,
  };
}

function mapValues<K extends string, V, W>(
  record: Readonly<Record<K, V>>,
  map: (value: V) => W,
): Record<K, W> {
  return Object.fromEntries(Object.entries<V>(record).map(([key, value]) => [key, map(value)])) as Record<
    K,
    W
  >;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
