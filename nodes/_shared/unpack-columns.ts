// Cuts rows of elements that lie back to back into columns, one for each element of a row.

import {
  FixedColumn,
  TextColumn,
  type Column,
  type FixedType,
  type TensorData,
} from "../../engine/frames/column.ts";
import type { DataType, NumberArray, TensorDtype } from "../../engine/frames/types.ts";
import { halvesToFloat32 } from "./float16.ts";

/** The column type of single values; half floats have no column type of their own and become float32. */
export function valueType(dtype: TensorDtype): DataType {
  if (dtype === "string") return { type: "text" };
  return { type: dtype === "float16" ? "float32" : dtype };
}

/** `count` columns of `length` rows. One column is the data as it is; several are cut when somebody asks. */
export function unpackColumns(data: TensorData, dtype: TensorDtype, count: number, length: number): Column[] {
  const offsets = Array.from({ length: count }, (_, offset) => offset);
  if (isTexts(data)) {
    return offsets.map((offset) => {
      const cut = () => Array.from({ length }, (_, row) => data[row * count + offset]);
      return new TextColumn(length, count === 1 ? data : cut);
    });
  }
  const type = valueType(dtype) as FixedType;
  const numbers = dtype === "float16" ? halvesToFloat32(data as Uint16Array) : data;
  return offsets.map((offset) => {
    const cut = () => ({
      values: count === 1 ? numbers : every(numbers, count, offset, length),
      validity: null,
    });
    return new FixedColumn(type, length, cut);
  });
}

/** Every `stride`-th element from `offset` on. */
function every(data: NumberArray, stride: number, offset: number, length: number): NumberArray {
  const out = new (data.constructor as new (n: number) => NumberArray)(length);
  for (let row = 0, at = offset; row < length; row++, at += stride) out[row] = data[at];
  return out;
}

function isTexts(data: TensorData): data is readonly string[] {
  return Array.isArray(data);
}
