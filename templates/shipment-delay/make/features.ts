// What does the model see of an event? The workflow's nodes again, written by hand: what they make must be the same.
//
// Training uses this file, so it needs no engine; a test holds the workflow's `pack` output against it. Windows look
// at the reports of one container up to and including the current one, and leave empty cells out.

import type { EventRow } from "./rows.ts";
import { HOUR_MS } from "./world.ts";

export interface FeatureTable {
  readonly names: readonly string[];
  /** One column per name, in the order of the rows given; NaN = missing. */
  readonly columns: readonly Float64Array[];
}

export const CATEGORIES = {
  event: ["gate-in", "loaded", "departed", "arrived", "customs"],
  route: ["CNNGB-DEHAM", "CNSHA-NLRTM", "CNSHA-USLAX", "DEHAM-USHOU", "INNSA-ITGOA", "VNHPH-ESVLC"],
  cargo: ["inverters", "mounting", "panels"],
  carrier: ["Aster", "Borealis", "Corvus", "Delta"],
} as const;

type Numbers = readonly number[];
/** What was reported of one container so far, the newest report last. */
type Past = readonly EventRow[];

/** Each feature from a container's reports up to now. */
const FEATURES: Readonly<Record<string, (past: Past) => number>> = {
  event_code: code("event"),
  route_code: code("route"),
  cargo_code: code("cargo"),
  ...Object.fromEntries(
    CATEGORIES.carrier.map((name) => [
      `carrier_${name}`,
      (past: Past) => Number(last(past).carrier === name),
    ]),
  ),
  month: (past) => new Date(last(past).time).getUTCMonth() + 1,
  behind_h: (past) => behind(last(past)),
  hours_left: (past) => last(past).hours_left,
  legs_left: (past) => last(past).legs_left,
  dwell_h: (past) => last(past).dwell_h ?? NaN,
  queue: (past) => last(past).queue ?? NaN,
  wave_m: (past) => last(past).wave_m ?? NaN,
  behind_lag1: (past) => (past.length > 1 ? behind(past[past.length - 2]) : NaN),
  behind_change: (past) => (past.length > 1 ? behind(last(past)) - behind(past[past.length - 2]) : NaN),
  behind_max5: (past) => max(window(past, 5, behind)),
  behind_std5: (past) => deviation(window(past, 5, behind)),
  queue_mean3: (past) => mean(window(past, 3, (row) => row.queue)),
  wave_max3: (past) => max(window(past, 3, (row) => row.wave_m)),
  dwell_mean5: (past) => mean(window(past, 5, (row) => row.dwell_h)),
  shock_max10: (past) => max(window(past, 10, (row) => row.shock_g)),
};

export const FEATURE_NAMES: readonly string[] = Object.keys(FEATURES);

/** The features of rows in time order. */
export function makeFeatures(rows: readonly EventRow[]): FeatureTable {
  const columns = FEATURE_NAMES.map(() => new Float64Array(rows.length));
  const pastOf = new Map<string, EventRow[]>();
  rows.forEach((row, index) => {
    const past = pastOf.get(row.container) ?? [];
    pastOf.set(row.container, past);
    past.push(row);
    FEATURE_NAMES.forEach((name, feature) => (columns[feature][index] = FEATURES[name](past)));
  });
  return { names: FEATURE_NAMES, columns };
}

/** Hours behind the schedule at the report. */
export function behind(row: EventRow): number {
  return (row.time - row.planned) / HOUR_MS;
}

function last(past: Past): EventRow {
  return past[past.length - 1];
}

function code<K extends keyof typeof CATEGORIES>(column: K): (past: Past) => number {
  return (past) => (CATEGORIES[column] as readonly string[]).indexOf(last(past)[column]);
}

function window(past: Past, size: number, value: (row: EventRow) => number | null): Numbers {
  return past.slice(-size).flatMap((row) => value(row) ?? []);
}

function max(values: Numbers): number {
  return values.length === 0 ? NaN : Math.max(...values);
}

function mean(values: Numbers): number {
  return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard deviation of a sample (n − 1); missing for fewer than two values. */
function deviation(values: Numbers): number {
  if (values.length < 2) return NaN;
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}
