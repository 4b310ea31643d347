// What does the model see of a fare? The workflow's nodes again, written by hand: what they make must be the same.

import type { FareRow } from "./trip.ts";
import { DAY_MS } from "./world.ts";

/** As the node ordinal numbers them. */
export const ROUTE_NAMES = ["BER-LIS", "CPH-ATH", "DUB-VCE", "HAM-BCN", "OSL-PMI", "VIE-EDI"] as const;

/** What was seen of a trip so far, the newest day last. */
type Past = readonly FareRow[];

const FEATURES: Readonly<Record<string, (past: Past) => number>> = {
  route_code: (past) => (ROUTE_NAMES as readonly string[]).indexOf(last(past).route),
  days_left: (past) => (last(past).departs - last(past).day) / DAY_MS,
  weekday: (past) => weekday(last(past).day),
  departs_weekday: (past) => weekday(last(past).departs),
  departs_month: (past) => new Date(last(past).departs).getUTCMonth() + 1,
  seats: (past) => last(past).seats ?? NaN,
  change_1d: (past) => change(past, 1),
  change_3d: (past) => change(past, 3),
  change_7d: (past) => change(past, 7),
  above_min_14d: (past) => last(past).fare / Math.min(...fares(past, 14)) - 1,
  above_mean_14d: (past) => last(past).fare / mean(fares(past, 14)) - 1,
  spread_7d: (past) => deviation(fares(past, 7)) / mean(fares(past, 7)),
};

export const FEATURE_NAMES: readonly string[] = Object.keys(FEATURES);

/** One column for each name, NaN = missing, for the rows of one trip in order of days. */
export function makeFeatures(rows: readonly FareRow[]): Float64Array[] {
  return FEATURE_NAMES.map((name) =>
    Float64Array.from(rows, (_, i) => FEATURES[name](rows.slice(Math.max(0, i - 13), i + 1))),
  );
}

function last(past: Past): FareRow {
  return past[past.length - 1];
}

function fares(past: Past, size: number): number[] {
  return past.slice(-size).map(({ fare }) => fare);
}

/** Monday is 1, Sunday 7. */
function weekday(dayMs: number): number {
  return ((new Date(dayMs).getUTCDay() + 6) % 7) + 1;
}

/** Against so many rows before, as a share. */
function change(past: Past, back: number): number {
  return past.length > back ? last(past).fare / past[past.length - 1 - back].fare - 1 : NaN;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard deviation of a sample (n − 1); missing for a single value. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}
