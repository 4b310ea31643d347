// A column without a single value, of any type that may have none.

import { allocateFixed } from "../../../engine/frames/builder.ts";
import { bitmapBytes } from "../../../engine/frames/bitmap.ts";
import {
  FixedColumn,
  ObjectColumn,
  TextColumn,
  type Column,
  type ObjectType,
} from "../../../engine/frames/column.ts";
import type { DataType } from "../../../engine/frames/types.ts";

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
