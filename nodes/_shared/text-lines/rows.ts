// Which pieces of text stand side by side on one printed line.

import { heightOf, middleOf, type Placed } from "./placed.ts";

/** How far middles may lie apart, of the smaller height: half of it still overlaps well. */
const SAME_ROW = 0.5;

/** Rows from top to bottom, each from left to right. */
export function rowsOf<P extends Placed<unknown>>(pieces: readonly P[]): P[][] {
  const sorted = [...pieces].sort((a, b) => middleOf(a) - middleOf(b) || a.left - b.left);
  const rows: { middle: number; height: number; pieces: P[] }[] = [];
  for (const piece of sorted) {
    const row = rows.at(-1);
    const [middle, height] = [middleOf(piece), heightOf(piece)];
    // A large sign beside small lines would draw several of them into one row: what lies above another is none beside it.
    if (
      row &&
      Math.abs(middle - row.middle) < SAME_ROW * Math.min(height, row.height) &&
      !row.pieces.some((other) => overlap(other, piece) > height / 2)
    ) {
      row.pieces.push(piece);
      const count = row.pieces.length;
      row.middle += (middle - row.middle) / count;
      row.height += (height - row.height) / count;
    } else rows.push({ middle, height, pieces: [piece] });
  }
  return rows.map((row) => row.pieces.sort((a, b) => a.left - b.left));
}

function overlap(a: Placed<unknown>, b: Placed<unknown>): number {
  return Math.min(a.right, b.right) - Math.max(a.left, b.left);
}

/** The middle one of the sorted numbers; 0 where there is none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? 0 : sorted[sorted.length >> 1];
}
