// Builders: columns and frames from plain values, row by row or all at once.

import { allValid, clearBit } from "./bitmap.ts";
import {
  FixedColumn,
  ObjectColumn,
  TensorColumn,
  TextColumn,
  type Cell,
  type Column,
  type FixedType,
  type ObjectType,
} from "./column.ts";
import { Frame } from "./frame.ts";
import type { Lineage } from "./lineage.ts";
import { allocate, isNumberType, type DataType, type NumberArray, type Schema } from "./types.ts";

/**
 * A column of `type` from JavaScript values; null (or undefined) makes a null. Numbers for every number type (bigint
 * too for 64-bit ones), ms for timestamps and durations, days for dates, arrays of elements for tensors (a row of
 * null is not possible there and throws).
 */
export function columnOf(type: DataType, values: readonly (Cell | undefined)[]): Column {
  if (type.type === "text")
    return new TextColumn(
      values.length,
      values.map((v) => (v == null ? null : textOf(v))),
    );
  if (type.type === "tensor") return tensorOf(type, values);
  if (isObjectType(type))
    return new ObjectColumn(
      type,
      values.map((v) => v ?? null),
    );
  return fixedOf(type, values);
}

function textOf(value: Cell): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A frame from rows of values; `lineage` defaults to rows 0… of a source named "test". */
export function frameOf(schema: Schema, rows: readonly Record<string, Cell>[], lineage?: Lineage): Frame {
  const columns = schema.fields.map((field) =>
    columnOf(
      field.type,
      rows.map((row) => row[field.name]),
    ),
  );
  return new Frame(schema, columns, rows.length, lineage ?? freshLineage("test", 0, rows.length));
}

/** A lineage of consecutive rows. */
export function freshLineage(
  source: string,
  from: number,
  to: number,
  unit: Lineage["unit"] = "row",
): Lineage {
  return { source, unit, from, to, ids: null };
}

function fixedOf(type: FixedType, values: readonly (Cell | undefined)[]): FixedColumn {
  const array = allocateFixed(type, values.length);
  let validity: Uint8Array | null = null;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value == null) {
      validity ??= allValid(values.length);
      clearBit(validity, row);
      if (array instanceof Float64Array || array instanceof Float32Array) array[row] = NaN;
    } else if (array instanceof BigInt64Array || array instanceof BigUint64Array) {
      array[row] = BigInt(value as bigint | number);
    } else {
      array[row] = Number(value);
    }
  }
  return new FixedColumn(type, values.length, { values: array, validity });
}

/** A zeroed array for a column without its own layout rules: what `FixedColumn.values` of that type must be. */
export function allocateFixed(type: FixedType, length: number): NumberArray {
  if (isNumberType(type.type)) return allocate(type.type, length);
  if (type.type === "bool") return new Uint8Array(length);
  return type.type === "date" ? new Int32Array(length) : new Float64Array(length);
}

function tensorOf(type: DataType & { type: "tensor" }, rows: readonly (Cell | undefined)[]): TensorColumn {
  const shape = type.shape.map((dim) => {
    if (typeof dim === "string")
      throw new Error(`The tensor shape [${type.shape.join(",")}] has an open dimension.`);
    return dim;
  });
  const rowSize = shape.reduce((product, size) => product * size, 1);
  const elements = rows.flatMap((row) => Array.from(row as ArrayLike<number | string | bigint>));
  if (elements.length !== rows.length * rowSize)
    throw new Error(`A tensor row must have ${rowSize} elements.`);
  if (type.dtype === "string") return new TensorColumn("string", shape, rows.length, elements as string[]);
  const data = allocate(type.dtype, elements.length);
  const big = data instanceof BigInt64Array || data instanceof BigUint64Array;
  elements.forEach((element, i) => (data[i] = (big ? BigInt(element) : Number(element)) as never));
  return new TensorColumn(type.dtype, shape, rows.length, data);
}

function isObjectType(type: DataType): type is ObjectType {
  return ["image", "audio", "list", "struct", "json"].includes(type.type);
}
