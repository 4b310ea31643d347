// The functions of a window over the last rows of a key. Nulls are passed over; null when nothing is left.

import type { Ring } from "../../_shared/history/history.ts";

export const WINDOW_FUNCTIONS = ["lag", "mean", "min", "max", "sum", "std", "count", "elapsed"] as const;
export type WindowFunction = (typeof WINDOW_FUNCTIONS)[number];

const MS_PER_HOUR = 3_600_000;

/** Computes from a ring whose newest value is the current row's. NaN stands for null. */
export const compute: Readonly<Record<WindowFunction, (ring: Ring, rows: number) => number>> = {
  lag: (ring, rows) => ring.back(rows),
  mean: (ring, rows) => sumOf(ring, rows) / countOf(ring, rows),
  min: (ring, rows) => fold(ring, rows, (least, value) => (value < least ? value : least)),
  max: (ring, rows) => fold(ring, rows, (most, value) => (value > most ? value : most)),
  sum: (ring, rows) => (countOf(ring, rows) === 0 ? NaN : sumOf(ring, rows)),
  std,
  count: countOf,
  // Hours since the row before, for a time column.
  elapsed: (ring) => (ring.back(0) - ring.back(1)) / MS_PER_HOUR,
};

/** The standard deviation of a sample (n - 1); null below two values. Two passes: no digits are lost to large means. */
function std(ring: Ring, rows: number): number {
  const count = countOf(ring, rows);
  if (count < 2) return NaN;
  const mean = sumOf(ring, rows) / count;
  let squares = 0;
  for (let back = rows - 1; back >= 0; back--) {
    const value = ring.back(back);
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  return Math.sqrt(squares / (count - 1));
}

/** Oldest first, so that the sum is the same as that of a plain loop over the rows. */
function sumOf(ring: Ring, rows: number): number {
  let sum = 0;
  for (let back = rows - 1; back >= 0; back--) {
    const value = ring.back(back);
    if (!Number.isNaN(value)) sum += value;
  }
  return sum;
}

function countOf(ring: Ring, rows: number): number {
  let count = 0;
  for (let back = 0; back < rows; back++) if (!Number.isNaN(ring.back(back))) count++;
  return count;
}

function fold(ring: Ring, rows: number, better: (best: number, value: number) => number): number {
  let best = NaN;
  for (let back = 0; back < rows; back++) {
    const value = ring.back(back);
    if (!Number.isNaN(value)) best = Number.isNaN(best) ? value : better(best, value);
  }
  return best;
}
