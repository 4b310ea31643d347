// Columns with one cell for each group, out of arrays of numbers: NaN becomes empty.

import { allValid, clearBit } from "../../../engine/frames/bitmap.ts";
import { allocateFixed } from "../../../engine/frames/builder.ts";
import { FixedColumn, type FixedType } from "../../../engine/frames/column.ts";

export function groupColumn(type: FixedType, values: Float64Array, count: number): FixedColumn {
  const out = allocateFixed(type, count);
  const isBig = out instanceof BigInt64Array || out instanceof BigUint64Array;
  const isFloat = out instanceof Float64Array || out instanceof Float32Array;
  let validity: Uint8Array | null = null;
  for (let group = 0; group < count; group++) {
    const value = values[group];
    if (value !== value) {
      validity ??= allValid(count);
      clearBit(validity, group);
      if (!isFloat) continue;
    }
    out[group] = isBig ? BigInt(value) : value;
  }
  return new FixedColumn(type, count, { values: out, validity });
}
