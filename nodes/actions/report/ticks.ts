// Round places along an axis, of numbers and of moments, with what stands beside them.

import { dateText, timestampText } from "../../../engine/frames/time-text.ts";

export interface Tick {
  readonly at: number;
  readonly text: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps below a month, in ms. */
const TIME_STEPS = [
  1,
  10,
  100,
  SECOND,
  5 * SECOND,
  15 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
];
/** Steps of a month and more, in months. */
const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const DAYS_PER_MONTH = 30.44;

/** The multiples of the ticks' step that lie at or beyond the two. */
export function roundEnds(
  from: number,
  to: number,
  most: number,
): { readonly from: number; readonly to: number } {
  const step = stepOf(from, to, most);
  if (step === null) return { from, to };
  const round = (places: number) => Number((places * step).toPrecision(12));
  return { from: round(Math.floor(from / step + 1e-9)), to: round(Math.ceil(to / step - 1e-9)) };
}

/** 1, 2 or 5 times a power of ten; null where the two are the same. */
function stepOf(from: number, to: number, most: number): number | null {
  const least = (to - from) / most;
  if (!(least > 0)) return null;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= least * (1 - 1e-9))!;
}

/** Multiples of 1, 2 or 5 times a power of ten between the two, `most` at the most. */
export function numberTicks(from: number, to: number, most: number): readonly Tick[] {
  const step = stepOf(from, to, most);
  if (step === null) return [{ at: from, text: numberText(from) }];
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => {
    // What rounding adds (0.30000000000000004) is no part of a round number.
    const at = Number(((first + i) * step).toPrecision(12));
    return { at, text: numberText(at) };
  });
}

/** Moments on whole seconds, hours, days, months or years (UTC) between the two. */
export function timeTicks(from: number, to: number, most: number): readonly Tick[] {
  const least = (to - from) / most;
  if (!(least > 0)) return [{ at: from, text: timestampText(from) }];
  const step = TIME_STEPS.find((each) => each >= least);
  if (step === undefined) return monthTicks(from, to, least / (DAYS_PER_MONTH * DAY));
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => {
    const at = (first + i) * step;
    if (step >= DAY) return { at, text: dateText(at / DAY) };
    const text = timestampText(at);
    const [day, clock] = [text.slice(5, 10), text.slice(11, step < SECOND ? 23 : step < MINUTE ? 19 : 16)];
    return { at, text: step < HOUR ? clock : `${day} ${clock}` };
  });
}

function monthTicks(from: number, to: number, least: number): readonly Tick[] {
  const step = MONTH_STEPS.find((each) => each >= least) ?? MONTH_STEPS.at(-1);
  const begin = new Date(from);
  const ticks: Tick[] = [];
  for (let month = begin.getUTCFullYear() * 12 + begin.getUTCMonth(); ; month++) {
    if (month % step !== 0) continue;
    const at = Date.UTC(Math.floor(month / 12), month % 12);
    if (at > to) return ticks;
    if (at >= from) ticks.push({ at, text: dateText(at / DAY).slice(0, step < 12 ? 7 : 4) });
  }
}

const UNITS = [
  [1e9, "G"],
  [1e6, "M"],
  [1e4, "k"],
] as const;

/** Short enough for the side of an axis. */
export function numberText(value: number): string {
  const unit = UNITS.find(([size]) => Math.abs(value) >= size);
  if (!unit || Math.abs(value) >= 1e15) return String(Number(value.toPrecision(5)));
  const [size, sign] = unit;
  const factor = sign === "k" ? 1000 : size;
  return `${Number((value / factor).toPrecision(5))}${sign}`;
}
