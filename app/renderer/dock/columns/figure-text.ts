// A figure of a column in five figures at the most: what fits into a card. Times are written as times.

import { dateText, durationText, timestampText } from "../../../../engine/frames/time-text.ts";
import { numberText } from "../../ui/cell-text.ts";

const FIGURES = 5;

export function figureText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return numberText(value, { as: "fixed", decimals: 0 });
  const size = Math.floor(Math.log10(Math.abs(value)));
  if (size < -4 || size > 8) return numberText(value, { as: "exponent", decimals: 2 });
  const rounded = Number(value.toPrecision(Math.max(FIGURES, size + 1)));
  const decimals = Math.max(0, FIGURES - 1 - size);
  const needed = [...Array(decimals + 1).keys()].find(
    (digits) => Number(rounded.toFixed(digits)) === rounded,
  );
  return numberText(rounded, { as: "fixed", decimals: needed ?? decimals });
}

const TIMES: Readonly<Record<string, (value: number) => string>> = {
  timestamp: timestampText,
  date: dateText,
  duration: durationText,
};

/** Whether figures of a column are times; `type` as a summary tells it: `timestamp (UTC)`. */
export function isTime(type: string): boolean {
  return wordOf(type) in TIMES;
}

/** How figures of a column are written. */
export function figureTextOf(type: string): (value: number) => string {
  const time = TIMES[wordOf(type)];
  return time ? (value) => time(Math.round(value)) : figureText;
}

/** The first word of a type. */
function wordOf(type: string): string {
  return /^\w+/.exec(type)?.[0] ?? type;
}
