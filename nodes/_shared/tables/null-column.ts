// Columns without a single value, and without rows.

import { allocateFixed } from "../../../engine/frames/builder.ts";
import { bitmapBytes } from "../../../engine/frames/bitmap.ts";
import {
  FixedColumn,
  ObjectColumn,
  TensorColumn,
  TextColumn,
  type Column,
  type ObjectType,
} from "../../../engine/frames/column.ts";
import { allocate, type DataType } from "../../../engine/frames/types.ts";

export function nullColumn(type: DataType, length: number): Column {
  switch (type.type) {
    case "text":
      return new TextColumn(length, { indices: new Int32Array(length).fill(-1), words: [] });
    case "tensor":
      throw new Error("A tensor column has no nulls.");
    case "image":
    case "audio":
    case "list":
    case "struct":
    case "json":
      return new ObjectColumn(type satisfies ObjectType, new Array<null>(length).fill(null));
    default: {
      const values = allocateFixed(type, length);
      if (values instanceof Float64Array || values instanceof Float32Array) values.fill(NaN);
      return new FixedColumn(type, length, { values, validity: new Uint8Array(bitmapBytes(length)) });
    }
  }
}

/** A column without rows. */
export function emptyColumn(type: DataType): Column {
  if (type.type !== "tensor") return nullColumn(type, 0);
  const shape = type.shape.map((dim) => (typeof dim === "number" ? dim : 1));
  return new TensorColumn(type.dtype, shape, 0, type.dtype === "string" ? [] : allocate(type.dtype, 0));
}
