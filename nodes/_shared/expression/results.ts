// From the values of an expression to a column.

import { allValid, clearBit } from "../../../engine/frames/bitmap.ts";
import { columnOf as build } from "../../../engine/frames/builder.ts";
import { FixedColumn, type Cell, type Column, type FixedType } from "../../../engine/frames/column.ts";
import type { DataType } from "../../../engine/frames/types.ts";

/** A column of `type`. Typed arrays are taken as they are (no nulls); other values are converted one by one. */
export function columnOf(
  type: DataType,
  values: Float64Array | Uint8Array | readonly unknown[],
  length: number,
): Column {
  if (values instanceof Float64Array || values instanceof Uint8Array) {
    return new FixedColumn(type as FixedType, length, { values, validity: null });
  }
  if (type.type === "float64") return numbers(values, length);
  const cells = values.map((value): Cell =>
    value instanceof Date ? value.getTime() : ((value ?? null) as Cell),
  );
  return build(type, cells);
}

function numbers(values: readonly unknown[], length: number): FixedColumn {
  const out = new Float64Array(length);
  let validity: Uint8Array | null = null;
  for (let row = 0; row < length; row++) {
    const value = values[row];
    if (value == null) {
      validity ??= allValid(length);
      clearBit(validity, row);
      out[row] = NaN;
    } else {
      out[row] = Number(value);
    }
  }
  return new FixedColumn({ type: "float64" }, length, { values: out, validity });
}
