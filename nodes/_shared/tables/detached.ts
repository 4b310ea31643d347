// Columns that keep nothing of the frame they were taken from: what stays for the whole run must not hold on to a block of rows.

import {
  FixedColumn,
  ObjectColumn,
  TensorColumn,
  TextColumn,
  type Column,
} from "../../../engine/frames/column.ts";

/** The same cells in memory of their own, without the bytes they were read from. */
export function detached(column: Column, rows: Int32Array): Column {
  const taken = column.take(rows);
  switch (taken.layout) {
    case "fixed": {
      const { values, validity } = taken;
      return new FixedColumn(taken.type, taken.length, { values, validity });
    }
    case "text":
      return new TextColumn(
        taken.length,
        Array.from({ length: taken.length }, (_, row) => taken.get(row)),
      );
    case "tensor":
      return new TensorColumn(taken.dtype, taken.shape, taken.length, taken.data);
    case "object":
      return new ObjectColumn(taken.type, taken.items);
  }
}
