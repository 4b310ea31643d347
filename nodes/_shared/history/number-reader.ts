// Numbers of a column and back: what is remembered of rows is a number for each cell, NaN where it is empty.

import { allValid, clearBit } from "../../../engine/frames/bitmap.ts";
import { FixedColumn } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";

/** Values as numbers, NaN for nulls; dates in ms, so that elapsed hours are the same for both kinds of time. */
export function numberReader(frame: Frame, name: string): (row: number) => number {
  const column = frame.column(name) as FixedColumn;
  const { values, validity } = column;
  const unit = column.type.type === "date" ? 86_400_000 : 1;
  if (!validity) return (row) => Number(values[row]) * unit;
  return (row) => (column.isNull(row) ? NaN : Number(values[row]) * unit);
}

/** NaN means that there was nothing to compute from: a null. */
export function withNulls(values: Float64Array): FixedColumn {
  let validity: Uint8Array | null = null;
  for (let row = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row])) continue;
    validity ??= allValid(values.length);
    clearBit(validity, row);
  }
  return new FixedColumn({ type: "float64" }, values.length, { values, validity });
}
