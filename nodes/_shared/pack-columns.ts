// Packs number columns side by side into one typed array, row by row, and says which rows cannot be packed.

import { isSet } from "../../engine/frames/bitmap.ts";
import type { FixedColumn } from "../../engine/frames/column.ts";
import { allocate, isNumberType, type NumberArray } from "../../engine/frames/types.ts";
import type { RowError } from "../../engine/sdk/node-definition.ts";
import { convertNumbers, type NumericDtype, type Refusal } from "./convert-numbers.ts";

/** What a null becomes: a failed row, NaN, or 0. */
export type NullRule = "fail" | "nan" | "zero";

export interface Packed {
  /** Element of row `r`, column `c`: `data[r * columns + c]`. */
  readonly data: NumberArray;
  /** Why a row cannot be packed, by row; null when all can. */
  readonly failures: ReadonlyMap<number, RowError> | null;
  /** The first whole number that the element type holds only roughly, in words; null when there is none. */
  readonly rounded: string | null;
}

export interface PackSource {
  readonly name: string;
  readonly column: FixedColumn;
}

/** Code and hint of a row with a null where the rule is "fail"; a model's own tell the model's user more. */
export interface PackOptions {
  readonly nulls: NullRule;
  readonly nullCode?: string;
  readonly nullHint?: string;
}

export const NULL_HINT =
  'Insert "Fill missing values" before this node, or say in the node what stands for it.';

/** Packs `length` rows of the columns as elements of `dtype`. */
export function packColumns(
  sources: readonly PackSource[],
  dtype: NumericDtype,
  length: number,
  { nulls, nullCode = "NULL_VALUE", nullHint = NULL_HINT }: PackOptions,
): Packed {
  const stride = sources.length;
  const out = allocate(dtype, length * stride);
  let failures: Map<number, RowError> | null = null;
  let rounded: string | null = null;
  const fail = (row: number, error: RowError) => {
    failures ??= new Map<number, RowError>();
    if (!failures.has(row)) failures.set(row, error);
  };
  sources.forEach(({ name, column }, offset) => {
    const { values, validity } = column;
    const target = { out, dtype, offset, stride };
    convertNumbers(values, elementType(column), length, target, (row, refusal, value) => {
      if (validity && !isSet(validity, row)) return;
      if (refusal === "rounded") rounded ??= `${value} in column "${name}"`;
      else fail(row, refusalError(refusal, value, dtype, name));
    });
    if (!validity) return;
    for (let row = 0; row < length; row++) {
      if (isSet(validity, row)) continue;
      if (nulls === "fail")
        fail(row, {
          code: nullCode,
          cause: `Column "${name}" has no value here.`,
          hint: nullHint,
          column: name,
        });
      else writeFill(out, row * stride + offset, nulls, dtype);
    }
  });
  return { data: out, failures, rounded };
}

/** Converts the elements of tensors; `rowSize` elements are a row. */
export function convertTensor(
  name: string,
  data: NumberArray,
  from: NumericDtype,
  to: NumericDtype,
  rowSize: number,
): Packed {
  const out = allocate(to, data.length);
  let failures: Map<number, RowError> | null = null;
  let rounded: string | null = null;
  const target = { out, dtype: to, offset: 0, stride: 1 };
  convertNumbers(data, from, data.length, target, (index, refusal, value) => {
    if (refusal === "rounded") rounded ??= `${value} in column "${name}"`;
    else {
      failures ??= new Map<number, RowError>();
      const row = Math.floor(index / rowSize);
      if (!failures.has(row)) failures.set(row, refusalError(refusal, value, to, name));
    }
  });
  return { data: out, failures, rounded };
}

/** The element type of a number, bool or time column as it lies in memory. */
export function elementType({ type }: FixedColumn): NumericDtype {
  if (isNumberType(type.type)) return type.type;
  if (type.type === "bool") return "bool";
  return type.type === "date" ? "int32" : "float64";
}

/** Whether NaN can stand in tensors of this element type. */
export function holdsNaN(dtype: NumericDtype): boolean {
  return dtype === "float32" || dtype === "float64" || dtype === "float16";
}

/** NaN as the bits of a half float. */
const HALF_NAN = 0x7e00;

function writeFill(out: NumberArray, at: number, nulls: "nan" | "zero", dtype: NumericDtype): void {
  if (out instanceof BigInt64Array || out instanceof BigUint64Array) out[at] = 0n;
  else if (nulls === "zero" || !holdsNaN(dtype)) out[at] = 0;
  else out[at] = dtype === "float16" ? HALF_NAN : NaN;
}

const CODES = {
  overflow: "VALUE_OVERFLOW",
  "not-whole": "VALUE_NOT_WHOLE",
  "not-bool": "VALUE_NOT_BOOL",
} as const satisfies Record<Exclude<Refusal, "rounded">, string>;

const HINTS = {
  overflow: "Mend the value, or scale or cap it with a Formula node before this one.",
  "not-whole": "Round it with a Formula node before this one.",
  "not-bool": "Compare it with something in a Formula node before this one.",
} as const satisfies Record<keyof typeof CODES, string>;

function refusalError(
  refusal: Exclude<Refusal, "rounded">,
  value: number | bigint,
  dtype: NumericDtype,
  column: string,
): RowError {
  const causes = {
    overflow: `${value} is outside the range of ${dtype}.`,
    "not-whole": `${value} is no whole number, and ${dtype} holds nothing else.`,
    "not-bool": `${value} is neither 0 nor 1.`,
  };
  return { code: CODES[refusal], cause: causes[refusal], hint: HINTS[refusal], column };
}
