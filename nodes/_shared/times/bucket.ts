// To which piece of time does a moment belong? Minutes to years, as the clocks and calendars of a zone have them.

import type { Zone } from "./zone.ts";

export const TIME_BUCKETS = ["minute", "hour", "day", "week", "month", "quarter", "year"] as const;
export type TimeBucket = (typeof TIME_BUCKETS)[number];

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;
export const MS_PER_DAY = 24 * MS_PER_HOUR;
/** 1970-01-01 was a Thursday, and weeks begin on Monday (ISO 8601). */
const DAYS_FROM_MONDAY = 3;

/** The moment at which the piece begins; NaN for no moment. */
export function bucketStart(utcMs: number, bucket: TimeBucket, zone: Zone): number {
  if (!Number.isFinite(utcMs)) return NaN;
  const local = utcMs + zone.offsetAt(utcMs);
  // Within a day clocks are only read: an hour that comes twice stays two hours.
  if (bucket === "minute") return utcMs - mod(local, MS_PER_MINUTE);
  if (bucket === "hour") return utcMs - mod(local, MS_PER_HOUR);
  const start = localStart(local, bucket);
  // A day that begins with a gap (clocks go forward at midnight) begins where the gap ends.
  const [moment = start - zone.offsetAt(start - MS_PER_HOUR * 24)] = zone.momentsOf(start);
  return moment;
}

function localStart(local: number, bucket: Exclude<TimeBucket, "minute" | "hour">): number {
  const days = Math.floor(local / MS_PER_DAY);
  if (bucket === "day") return days * MS_PER_DAY;
  if (bucket === "week") return (days - mod(days + DAYS_FROM_MONDAY, 7)) * MS_PER_DAY;
  const date = new Date(days * MS_PER_DAY);
  const month =
    bucket === "year"
      ? 0
      : bucket === "month"
        ? date.getUTCMonth()
        : date.getUTCMonth() - (date.getUTCMonth() % 3);
  const first = new Date(0);
  first.setUTCFullYear(date.getUTCFullYear(), month, 1);
  return first.getTime();
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}
