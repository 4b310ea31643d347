// The short cut for numbers: arithmetic, comparisons and logic on number columns without nulls, a whole frame at a time.

import type { Environment } from "@marcbachmann/cel-js";
import type { Frame } from "../../../engine/frames/frame.ts";

type Ast = ReturnType<Environment["parse"]>["ast"];

/** Float64Array for numbers, Uint8Array of 0/1 for bools; null when this frame needs the long way (it has nulls). */
export type FastExpression = (frame: Frame) => Float64Array | Uint8Array | null;

type Numbers = ArrayLike<number>;
type Vector =
  | { readonly kind: "number"; readonly values: Numbers }
  | { readonly kind: "constant"; readonly value: number };
type NumberPart = (columns: ReadonlyMap<string, Numbers>, length: number) => Vector;
type BoolPart = (columns: ReadonlyMap<string, Numbers>, length: number) => Uint8Array;

/**
 * Compiles the part of CEL that is plain arithmetic on doubles; null for anything else. It answers exactly what the
 * library does: whole numbers among themselves (5 / 2 is 2 in CEL) are left to it.
 */
export function compileFast(ast: Ast, variables: ReadonlyMap<string, string>): FastExpression | null {
  const asBool = boolPart(ast);
  const asNumber = asBool ? null : numberPart(ast);
  if (!asBool && !asNumber) return null;
  return (frame) => {
    const columns = new Map<string, Numbers>();
    for (const [name, column] of variables) {
      const values = plainNumbers(frame, column);
      if (!values) return null;
      columns.set(name, values);
    }
    if (asBool) return asBool(columns, frame.length);
    const result = asNumber!(columns, frame.length);
    if (result.kind === "constant") return new Float64Array(frame.length).fill(result.value);
    return Float64Array.from(result.values);
  };
}

/** The values of a number column that has no nulls and no 64-bit integers. */
function plainNumbers(frame: Frame, name: string): Numbers | null {
  const column = frame.column(name);
  if (column.layout !== "fixed" || column.validity !== null) return null;
  const { values } = column;
  return values instanceof BigInt64Array || values instanceof BigUint64Array ? null : values;
}

const COMPARE = {
  "<": (a: number, b: number) => a < b,
  "<=": (a: number, b: number) => a <= b,
  ">": (a: number, b: number) => a > b,
  ">=": (a: number, b: number) => a >= b,
  "==": (a: number, b: number) => a === b,
  "!=": (a: number, b: number) => a !== b,
} as const;

const ARITHMETIC = {
  "+": (a: number, b: number) => a + b,
  "-": (a: number, b: number) => a - b,
  "*": (a: number, b: number) => a * b,
  "/": (a: number, b: number) => a / b,
  "%": (a: number, b: number) => a % b,
} as const;

function isWhole(node: Ast): boolean {
  if (node.op === "value") return typeof node.args === "bigint";
  return node.op === "-_" ? isWhole(node.args) : false;
}

function numberPart(node: Ast): NumberPart | null {
  if (node.op === "id") {
    const name = node.args;
    return (columns) => ({ kind: "number", values: columns.get(name)! });
  }
  if (node.op === "value") {
    if (typeof node.args !== "number" && typeof node.args !== "bigint") return null;
    const constant = { kind: "constant", value: Number(node.args) } as const;
    return () => constant;
  }
  if (node.op === "-_") {
    const inner = numberPart(node.args);
    return inner && ((columns, length) => map(inner(columns, length), length, (x) => -x));
  }
  if (!(node.op in ARITHMETIC)) return null;
  const [left, right] = node.args as [Ast, Ast];
  // Between whole numbers CEL computes whole numbers, and two of them may stand deeper inside.
  if (!reads(left) && !reads(right)) return null;
  const a = numberPart(left);
  const b = numberPart(right);
  const apply = ARITHMETIC[node.op as keyof typeof ARITHMETIC];
  return a && b && ((columns, length) => combine(a(columns, length), b(columns, length), length, apply));
}

function boolPart(node: Ast): BoolPart | null {
  if (node.op === "&&" || node.op === "||") {
    const a = boolPart(node.args[0]);
    const b = boolPart(node.args[1]);
    const and = node.op === "&&";
    return a && b && ((columns, length) => merge(a(columns, length), b(columns, length), and));
  }
  if (node.op === "!_") {
    const inner = boolPart(node.args);
    return inner && ((columns, length) => inner(columns, length).map((bit) => 1 - bit));
  }
  if (!(node.op in COMPARE)) return null;
  const [left, right] = node.args as [Ast, Ast];
  if (isWhole(left) && isWhole(right)) return null;
  const a = numberPart(left);
  const b = numberPart(right);
  const compare = COMPARE[node.op as keyof typeof COMPARE];
  return a && b && ((columns, length) => compareAll(a(columns, length), b(columns, length), length, compare));
}

/** Whether a column is read somewhere below: then the result is a double. */
function reads(node: Ast): boolean {
  if (node.op === "id") return true;
  if (node.op === "value") return typeof node.args === "number";
  if (node.op === "-_") return reads(node.args);
  return node.op in ARITHMETIC && (node.args as [Ast, Ast]).some(reads);
}

function map(vector: Vector, length: number, apply: (x: number) => number): Vector {
  if (vector.kind === "constant") return { kind: "constant", value: apply(vector.value) };
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) values[i] = apply(vector.values[i]);
  return { kind: "number", values };
}

function combine(a: Vector, b: Vector, length: number, apply: (x: number, y: number) => number): Vector {
  if (a.kind === "constant" && b.kind === "constant")
    return { kind: "constant", value: apply(a.value, b.value) };
  const values = new Float64Array(length);
  if (a.kind === "constant")
    for (let i = 0; i < length; i++) values[i] = apply(a.value, (b as { values: Numbers }).values[i]);
  else if (b.kind === "constant") for (let i = 0; i < length; i++) values[i] = apply(a.values[i], b.value);
  else for (let i = 0; i < length; i++) values[i] = apply(a.values[i], b.values[i]);
  return { kind: "number", values };
}

function compareAll(
  a: Vector,
  b: Vector,
  length: number,
  compare: (x: number, y: number) => boolean,
): Uint8Array {
  const mask = new Uint8Array(length);
  const at = (vector: Vector, i: number) => (vector.kind === "constant" ? vector.value : vector.values[i]);
  if (a.kind === "number" && b.kind === "constant") {
    const { values } = a;
    const { value } = b;
    for (let i = 0; i < length; i++) mask[i] = compare(values[i], value) ? 1 : 0;
  } else {
    for (let i = 0; i < length; i++) mask[i] = compare(at(a, i), at(b, i)) ? 1 : 0;
  }
  return mask;
}

function merge(a: Uint8Array, b: Uint8Array, and: boolean): Uint8Array {
  const mask = new Uint8Array(a.length);
  for (let i = 0; i < mask.length; i++) mask[i] = and ? a[i] & b[i] : a[i] | b[i];
  return mask;
}
