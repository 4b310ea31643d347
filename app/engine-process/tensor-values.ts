// Values of a tensor cell, to be drawn.

import type { TensorColumn } from "../../engine/frames/column.ts";
import { elementOf } from "./cells.ts";

export interface TensorValues {
  readonly dtype: string;
  readonly shape: number[];
  /** At most `limit` of them, evenly picked. */
  readonly values: number[];
  /** Of all that are finite; 0 where there is none. */
  readonly min: number;
  readonly max: number;
}

export function tensorValues(column: TensorColumn, row: number, limit: number): TensorValues {
  const { rowSize } = column;
  let min = Infinity;
  let max = -Infinity;
  const all = Float64Array.from({ length: rowSize }, (_, i) => Number(elementOf(column, row, i)));
  for (const value of all) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const picked = Math.min(rowSize, Math.max(0, Math.floor(limit)));
  const values = Array.from({ length: picked }, (_, i) => all[Math.floor((i * rowSize) / picked)]);
  const some = min <= max;
  return { dtype: column.dtype, shape: [...column.shape], values, min: some ? min : 0, max: some ? max : 0 };
}
