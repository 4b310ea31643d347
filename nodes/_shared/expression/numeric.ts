// Arithmetic and comparisons of numbers, a whole frame at a time. They answer what the library answers for doubles.

import { eitherFailed, eitherNull, rowsOf, type Constant, type Numbers, type Rows } from "./vector.ts";

export type NumberVector = Numbers | Constant;

export const ARITHMETIC = {
  "+": (a: number, b: number) => a + b,
  "-": (a: number, b: number) => a - b,
  "*": (a: number, b: number) => a * b,
  "/": (a: number, b: number) => a / b,
  "%": (a: number, b: number) => a % b,
} as const;

export const COMPARISON = {
  "<": (a: number, b: number) => a < b,
  "<=": (a: number, b: number) => a <= b,
  ">": (a: number, b: number) => a > b,
  ">=": (a: number, b: number) => a >= b,
  "==": (a: number, b: number) => a === b,
  "!=": (a: number, b: number) => a !== b,
} as const;

type Apply = (a: number, b: number) => number | boolean;

export function calculate(a: NumberVector, b: NumberVector, apply: Apply, length: number): Rows {
  return fill(a, b, apply, new Float64Array(length));
}

export function compareNumbers(a: NumberVector, b: NumberVector, apply: Apply, length: number): Rows {
  return fill(a, b, apply, new Uint8Array(length));
}

type Out = Float64Array | Uint8Array;

function fill(a: NumberVector, b: NumberVector, apply: Apply, out: Out): Rows {
  if (a.kind === "rows" && b.kind === "rows") {
    pairs(a.values, b.values, apply, out);
    return rowsOf(out, eitherNull(a.nulls, b.nulls), eitherFailed(a.failures, b.failures));
  }
  if (a.kind === "rows") {
    rowsWith(a.values, (b as Constant).value as number, apply, out);
    return rowsOf(out, a.nulls, a.failures);
  }
  if (b.kind === "rows") {
    withRows(a.value as number, b.values, apply, out);
    return rowsOf(out, b.nulls, b.failures);
  }
  return rowsOf(out.fill(Number(apply(a.value as number, b.value as number))));
}

// One loop for each shape of operands: asking in the loop would cost more than the operation. Each stands alone, so that
// V8 compiles the one that is used and nothing around it.

type Values = Numbers["values"];

function pairs(x: Values, y: Values, apply: Apply, out: Out): void {
  for (let i = 0; i < out.length; i++) out[i] = apply(x[i], y[i]) as number;
}

function rowsWith(x: Values, y: number, apply: Apply, out: Out): void {
  for (let i = 0; i < out.length; i++) out[i] = apply(x[i], y) as number;
}

function withRows(x: number, y: Values, apply: Apply, out: Out): void {
  for (let i = 0; i < out.length; i++) out[i] = apply(x, y[i]) as number;
}

export function negate(a: NumberVector, length: number): NumberVector {
  if (a.kind === "constant") return { kind: "constant", value: -(a.value as number) };
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) out[i] = -a.values[i];
  return { kind: "rows", values: out, nulls: a.nulls, failures: a.failures };
}
