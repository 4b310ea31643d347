// How good are the chances on flights that left later than all that was learned from, and is a table of rates as good?

import { areaUnderCurve, detection, type Detection } from "../../../engine/train/measure.ts";
import { predictTrees, type BoostedTrees } from "../../../engine/train/tree.ts";
import { FEATURE_NAMES } from "./features.ts";
import type { LabelledFlights } from "./train.ts";

/** From this chance on a flight is on the list. */
export const LIST_FROM = 0.5;

export interface Figures {
  readonly flights: number;
  readonly shareLate: number;
  /** `routeHour`: how often flights of the route were late in this hour of the day, January to March. */
  readonly auc: Readonly<Record<"model" | "routeHour", number>>;
  /** Mean squared distance of chance and outcome; `share` gives every flight the share of late ones in these flights themselves. */
  readonly brier: Readonly<Record<"model" | "routeHour" | "share", number>>;
  readonly listed: Readonly<Record<"model" | "routeHour", Detection>>;
  /** What the chances say and what came true, by chance. */
  readonly said: readonly { readonly from: number; readonly flights: number; readonly late: number }[];
}

export function evaluate(trees: BoostedTrees, { columns, target }: LabelledFlights): Figures {
  const model = predictTrees(trees, columns);
  const routeHour = columns[FEATURE_NAMES.indexOf("route_hour_rate")];
  const shareLate = mean(target);
  const auc = (scores: Float64Array) => round(areaUnderCurve(target, scores), 3);
  const brier = (chance: (row: number) => number) =>
    round(mean(target.map((value, row) => (value - chance(row)) ** 2)), 4);
  return {
    flights: target.length,
    shareLate: round(shareLate, 3),
    auc: { model: auc(model), routeHour: auc(routeHour) },
    brier: {
      model: brier((row) => model[row]),
      routeHour: brier((row) => routeHour[row]),
      share: brier(() => shareLate),
    },
    listed: { model: listed(target, model), routeHour: listed(target, routeHour) },
    said: said(target, model),
  };
}

function listed(target: Float64Array, chances: Float64Array): Detection {
  const marked = chances.map((chance) => Number(chance >= LIST_FROM));
  const { precision, recall, f1 } = detection(target, marked);
  return { precision: round(precision, 3), recall: round(recall, 3), f1: round(f1, 3) };
}

function said(target: Float64Array, chances: Float64Array): Figures["said"] {
  return [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map((from, i, limits) => {
    const to = limits[i + 1] ?? Infinity;
    const own = target.filter((_, row) => (chances[row] >= from || i === 0) && chances[row] < to);
    return { from, flights: own.length, late: own.length === 0 ? 0 : round(mean(own), 3) };
  });
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
