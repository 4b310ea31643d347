// What a part of an expression is for all rows of a frame: values, which of them are null, and which rows failed.

import { allValid, clearBit, isSet } from "../../../engine/frames/bitmap.ts";
import { columnOf } from "../../../engine/frames/builder.ts";
import { FixedColumn, type Cell, type Column } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { celReader } from "./columns.ts";

/** Why a row could not be computed. Such a row is null as well. */
export type Failures = ReadonlyMap<number, string>;

export interface Rows {
  readonly kind: "rows";
  /** Numbers as they stand in the column, bools as 0/1 in a `Uint8Array`, other values as the library takes them. */
  readonly values: ArrayLike<unknown>;
  /** 1 where the value is null; null where none is. */
  readonly nulls: Uint8Array | null;
  readonly failures: Failures | null;
}

export interface Numbers extends Rows {
  readonly values: ArrayLike<number>;
}

export interface Constant {
  readonly kind: "constant";
  /** Bools are 0/1 here too. */
  readonly value: unknown;
}

export type Vector = Rows | Constant;

/** Computes a part of an expression for all rows of a frame. */
export type Part = (frame: Frame) => Vector;

export function rowsOf(
  values: ArrayLike<unknown>,
  nulls: Uint8Array | null = null,
  failures: Failures | null = null,
): Rows {
  return { kind: "rows", values, nulls, failures };
}

/** A column as a vector. */
export function columnVector(column: Column): Rows {
  const { length } = column;
  const { type } = column.type;
  if (column.layout === "fixed" && type !== "timestamp" && type !== "date") {
    const { values, validity } = column;
    const isBig = values instanceof BigInt64Array || values instanceof BigUint64Array;
    let nulls: Uint8Array | null = null;
    if (validity) {
      nulls = new Uint8Array(length);
      for (let row = 0; row < length; row++) if (!isSet(validity, row)) nulls[row] = 1;
    }
    return rowsOf(isBig ? Float64Array.from(values as BigInt64Array, Number) : values, nulls);
  }
  const read = celReader(column);
  const values = new Array<unknown>(length);
  let nulls: Uint8Array | null = null;
  for (let row = 0; row < length; row++) {
    values[row] = read(row);
    if (values[row] === null) (nulls ??= new Uint8Array(length))[row] = 1;
  }
  return rowsOf(values, nulls);
}

/** Empty space for `length` values of a CEL type. */
export function spaceFor(type: string, length: number): { [row: number]: unknown; readonly length: number } {
  if (type === "bool") return new Uint8Array(length);
  return type === "double" || type === "int" || type === "uint"
    ? new Float64Array(length)
    : new Array<unknown>(length);
}

/** A constant as rows. */
export function asRows(vector: Vector, type: string, length: number): Rows {
  if (vector.kind === "rows") return vector;
  const values = spaceFor(type, length);
  for (let row = 0; row < length; row++) values[row] = vector.value;
  return rowsOf(values);
}

/** Where one of the two is null. */
export function eitherNull(a: Uint8Array | null, b: Uint8Array | null): Uint8Array | null {
  if (!a || !b) return a ?? b;
  const nulls = new Uint8Array(a.length);
  for (let row = 0; row < nulls.length; row++) nulls[row] = a[row] | b[row];
  return nulls;
}

export function eitherFailed(a: Failures | null, b: Failures | null): Failures | null {
  return a && b ? new Map([...b, ...a]) : (a ?? b);
}

/** A vector as a column of the type that the expression gives. */
export function vectorColumn({ values, nulls }: Rows, type: DataType, length: number): Column {
  if (type.type === "float64" || type.type === "bool") {
    let validity: Uint8Array | null = null;
    const out = type.type === "bool" ? Uint8Array.from(values as Uint8Array) : toDoubles(values);
    for (let row = 0; nulls && row < length; row++) {
      if (nulls[row] === 0) continue;
      clearBit((validity ??= allValid(length)), row);
      out[row] = type.type === "bool" ? 0 : NaN;
    }
    return new FixedColumn(type, length, { values: out, validity });
  }
  const cells = Array.from({ length }, (_, row): Cell => {
    if (nulls && nulls[row] === 1) return null;
    const value = values[row];
    return value instanceof Date ? value.getTime() : (value as Cell);
  });
  return columnOf(type, cells);
}

/** Always a copy: the values may be those of a column that others share. */
function toDoubles(values: ArrayLike<unknown>): Float64Array {
  return Float64Array.from(values as ArrayLike<number>);
}
