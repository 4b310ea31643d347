// How good are the chances on orders that were not learned from, beside the supplier's record and beside the rules themselves?

import { areaUnderCurve, detection, type Detection } from "../../../engine/train/measure.ts";
import { predictTrees } from "../../../engine/train/tree.ts";
import { FEATURE_NAMES } from "./features.ts";
import { HISTORY, type Market, type Order } from "./orders.ts";
import { labelled, type Split } from "./split.ts";
import { isoDay } from "./tables.ts";
import type { TrainedModel } from "./train.ts";
import { chanceOfLate, DAY_MS } from "./world.ts";

/** From this chance on the workflow says: ask the supplier. */
export const ASK_FROM = 0.5;

export interface Metrics {
  readonly synthetic: true;
  readonly split: Readonly<Record<keyof Split, Part>>;
  readonly trees: number;
  /** The mean answer that the factors add up from. */
  readonly base: number;
  readonly shareLate: number;
  /** `rules`: the chances that the generator itself drew with, which nobody can know better. */
  readonly auc: Readonly<Record<"model" | "record" | "rules", number>>;
  /** Mean squared distance of chance and outcome; `share` gives every order the share of late ones in training. */
  readonly brier: Readonly<Record<"model" | "record" | "rules" | "share", number>>;
  readonly askFrom: number;
  readonly asked: Readonly<Record<"model" | "record", Detection>>;
  /** Mean size of each factor, in percentage points. */
  readonly factors: Readonly<Record<string, number>>;
}

interface Part {
  readonly from: string;
  readonly until: string;
  readonly orders: number;
}

export function evaluate(model: TrainedModel, split: Split, market: Market): Metrics {
  const { columns, target } = labelled(split.test, market);
  const trained = labelled(split.train, market).target;
  const share = mean(trained);
  const record = columns[FEATURE_NAMES.indexOf("late_share")].map((value) =>
    Number.isNaN(value) ? share : value,
  );
  const chances = {
    model: predictTrees(model.trees, columns),
    record,
    rules: Float64Array.from(split.test, rulesChance),
  };
  const brier = (of: ArrayLike<number>) => round(mean(target.map((value, row) => (value - of[row]) ** 2)), 4);
  const asked = (of: Float64Array) => {
    const { precision, recall, f1 } = detection(
      target,
      of.map((chance) => Number(chance >= ASK_FROM)),
    );
    return { precision: round(precision, 3), recall: round(recall, 3), f1: round(f1, 3) };
  };
  const { model: own, rules } = chances;
  return {
    synthetic: true,
    split: { train: part(split.train), validation: part(split.validation), test: part(split.test) },
    trees: model.trees.trees.length,
    base: round(model.factors.base, 4),
    shareLate: round(mean(target), 3),
    auc: {
      model: round(areaUnderCurve(target, own), 3),
      record: round(areaUnderCurve(target, record), 3),
      rules: round(areaUnderCurve(target, rules), 3),
    },
    brier: {
      model: brier(own),
      record: brier(record),
      rules: brier(rules),
      share: brier(new Float64Array(target.length).fill(share)),
    },
    askFrom: ASK_FROM,
    asked: { model: asked(own), record: asked(record) },
    factors: meanFactors(model, columns),
  };
}

/** What the generator knew when it drew whether the order comes late. */
function rulesChance({ supplier, pieces, placed, promised }: Order): number {
  return chanceOfLate({
    supplier,
    pieces,
    promisedDays: (promised - placed) / DAY_MS,
    month: Math.floor((placed - HISTORY.fromMs) / (28 * DAY_MS)),
    monthOfYear: new Date(placed).getUTCMonth(),
  });
}

/** Largest first. */
function meanFactors({ factors }: TrainedModel, columns: readonly Float64Array[]): Record<string, number> {
  const values = factorValues(factors, columns);
  const sizes = FEATURE_NAMES.map(
    (name, i) => [name, round(100 * mean(values[i].map(Math.abs)), 2)] as const,
  );
  return Object.fromEntries(sizes.sort((a, b) => b[1] - a[1]));
}

/** The Shapley values of rows, one column for each feature: the trees walked by hand. */
export function factorValues(
  { trees, features }: TrainedModel["factors"],
  columns: readonly Float64Array[],
): Float64Array[] {
  const narrow = columns.map((column) => Float32Array.from(column));
  const values = Array.from({ length: features }, () => new Float64Array(narrow[0].length));
  for (const tree of trees)
    for (let row = 0; row < narrow[0].length; row++) {
      let node = 0;
      while (tree.feature[node] >= 0) {
        const value = narrow[tree.feature[node]][row];
        const goesLeft =
          value <= tree.threshold[node] || (Number.isNaN(value) && tree.missingLeft[node] === 1);
        node = goesLeft ? tree.left[node] : tree.right[node];
      }
      for (const { target, weight } of tree.weights![node]) values[target][row] += weight;
    }
  return values;
}

function part(orders: readonly Order[]): Part {
  return {
    from: isoDay(orders[0].placed),
    until: isoDay(orders[orders.length - 1].placed),
    orders: orders.length,
  };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
