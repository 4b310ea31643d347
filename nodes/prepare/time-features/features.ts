// What a moment says on the clock and the calendar of a zone, as numbers.

import { MS_PER_DAY } from "../../_shared/times/bucket.ts";

export const TIME_FEATURES = [
  "year",
  "quarter",
  "month",
  "week",
  "day",
  "day-of-year",
  "weekday",
  "weekend",
  "hour",
  "minute",
  "month-circle",
  "day-of-year-circle",
  "weekday-circle",
  "hour-circle",
] as const;
export type TimeFeature = (typeof TIME_FEATURES)[number];

const MS_PER_HOUR = 3_600_000;

type Compute = (local: Date) => number;

const year: Compute = (local) => local.getUTCFullYear();
const month: Compute = (local) => local.getUTCMonth() + 1;
/** Monday is 1, Sunday 7 (ISO 8601), as in formulas. */
const weekday: Compute = (local) => ((local.getUTCDay() + 6) % 7) + 1;
const yearStart = (of: number): number => new Date(0).setUTCFullYear(of, 0, 1);
const daysInYear = (of: number): number => (yearStart(of + 1) - yearStart(of)) / MS_PER_DAY;
const dayOfYear: Compute = (local) => Math.floor((local.getTime() - yearStart(year(local))) / MS_PER_DAY) + 1;

/** Number of the week in ISO 8601: it belongs to the year that its Thursday lies in. */
const week: Compute = (local) => {
  const thursday = new Date(local.getTime() + (4 - weekday(local)) * MS_PER_DAY);
  return Math.ceil(dayOfYear(thursday) / 7);
};

/** How far round: 0 at the beginning, towards 1 at the end. Whole hours and days of a circle are equally far apart. */
const circles: Readonly<Record<string, Compute>> = {
  "month-circle": (local) => (month(local) - 1) / 12,
  "day-of-year-circle": (local) => (dayOfYear(local) - 1) / daysInYear(year(local)),
  "weekday-circle": (local) => (weekday(local) - 1) / 7,
  "hour-circle": (local) => (((local.getTime() % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY) / MS_PER_HOUR / 24,
};

const plain: Readonly<Record<string, Compute>> = {
  year,
  quarter: (local) => Math.floor((month(local) - 1) / 3) + 1,
  month,
  week,
  day: (local) => local.getUTCDate(),
  "day-of-year": dayOfYear,
  weekday,
  weekend: (local) => Number(weekday(local) >= 6),
  hour: (local) => local.getUTCHours(),
  minute: (local) => local.getUTCMinutes(),
};

/** A new column: its name behind the prefix, its type, and how it is computed of a wall clock (taken as if it were UTC). */
export interface FeatureColumn {
  readonly name: string;
  readonly type: "int32" | "bool" | "float64";
  readonly compute: Compute;
}

export function featureColumns(features: readonly TimeFeature[]): readonly FeatureColumn[] {
  return [...new Set(features)].flatMap((feature): FeatureColumn[] => {
    const name = feature.replace("-circle", "").replaceAll("-", "_");
    const around = circles[feature];
    if (around === undefined)
      return [{ name, type: feature === "weekend" ? "bool" : "int32", compute: plain[feature] }];
    return [
      { name: `${name}_sin`, type: "float64", compute: (local) => Math.sin(2 * Math.PI * around(local)) },
      { name: `${name}_cos`, type: "float64", compute: (local) => Math.cos(2 * Math.PI * around(local)) },
    ];
  });
}
