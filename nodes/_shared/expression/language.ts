// The expression language: CEL (https://cel.dev) with mixed numbers, math, text and date functions. Loaded on first use.

import type { Environment } from "@marcbachmann/cel-js";
import { timestampText } from "../../../engine/frames/time-text.ts";
import { MOST_BRACKETS } from "./depth.ts";

let base: Environment | null = null;

/** Loads the language; after it, expressions can be checked and compiled without waiting. Kinds call it in `probe`. */
export async function loadLanguage(): Promise<void> {
  if (base) return;
  const cel = await import("@marcbachmann/cel-js");
  base ??= withFunctions(new cel.Environment({ limits: { maxDepth: MOST_BRACKETS } }));
}

/** A fresh environment with all functions and no columns. `loadLanguage` must have been waited for. */
export function newEnvironment(): Environment {
  if (!base)
    throw new Error("The expression language is not loaded: await loadLanguage() in the node's probe.");
  return base.clone();
}

const TIMESTAMP = "google.protobuf.Timestamp";
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;

function withFunctions(env: Environment): Environment {
  mixedNumbers(env);
  nulls(env);
  math(env);
  text(env);
  dates(env);
  return env;
}

/** `price * 2` and `qty == 4` must work although 2 and 4 are ints and a column is a double. */
function mixedNumbers(env: Environment): void {
  const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
    "%": (a, b) => a % b,
  };
  for (const [symbol, apply] of Object.entries(operators)) {
    const both = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b));
    env.registerOperator(`double ${symbol} int: double`, both);
    env.registerOperator(`int ${symbol} double: double`, both);
  }
  env.registerOperator("double % double: double", operators["%"]);
  // Order is CEL's own, equality is not; this one brings int == double and both !=.
  env.registerOperator("double == int: bool", (a: number, b: bigint) => a === Number(b));
  env.registerOperator("int in list<double>: bool", (a: bigint, list: readonly number[]) =>
    list.includes(Number(a)),
  );
}

/**
 * How they treat nulls is in parts.ts: the library never sees one. It needs them to check types, and inside of macros
 * (`list.exists(x, isNull(x))`), where nothing is null.
 */
function nulls(env: Environment): void {
  for (const type of ["double", "int", "bool", "string", TIMESTAMP]) {
    env.registerFunction(`isNull(${type}): bool`, () => false);
    for (const count of [2, 3, 4]) {
      const types = Array.from({ length: count }, () => type).join(", ");
      env.registerFunction(`coalesce(${types}): ${type}`, (first: unknown) => first);
    }
  }
}

function math(env: Environment): void {
  const one: Readonly<Record<string, (x: number) => number>> = {
    abs: Math.abs,
    floor: Math.floor,
    ceil: Math.ceil,
    // Halves go away from zero, as people round.
    round: (x) => Math.sign(x) * Math.round(Math.abs(x)),
    sqrt: Math.sqrt,
    exp: Math.exp,
    log: Math.log,
    log10: Math.log10,
    sin: Math.sin,
    cos: Math.cos,
    tan: Math.tan,
    sign: Math.sign,
  };
  for (const [name, apply] of Object.entries(one)) {
    const number = (x: number | bigint) => apply(Number(x));
    env.registerFunction(`${name}(double): double`, number);
    env.registerFunction(`${name}(int): double`, number);
  }
  const two: Readonly<Record<string, (a: number, b: number) => number>> = {
    pow: Math.pow,
    min: Math.min,
    max: Math.max,
    atan2: Math.atan2,
  };
  for (const [name, apply] of Object.entries(two)) {
    for (const a of ["double", "int"]) {
      for (const b of ["double", "int"]) {
        const numbers = (x: number | bigint, y: number | bigint) => apply(Number(x), Number(y));
        env.registerFunction(`${name}(${a}, ${b}): double`, numbers);
      }
    }
  }
  // More than two at once, so that nobody has to nest them.
  for (const name of ["min", "max"] as const) {
    const all = (...numbers: number[]) => Math[name](...numbers);
    env.registerFunction(`${name}(double, double, double): double`, all);
    env.registerFunction(`${name}(double, double, double, double): double`, all);
  }
  env.registerFunction("round(double, double): double", roundTo);
  env.registerFunction("isNaN(double): bool", (x: number) => Number.isNaN(x));
}

/** To so many decimals; a number with fewer stays exactly what it is. */
function roundTo(x: number, decimals: number): number {
  const scale = 10 ** Math.trunc(decimals);
  const scaled = Math.abs(x) * scale;
  return Number.isFinite(scaled) ? (Math.sign(x) * Math.round(scaled)) / scale : x;
}

function text(env: Environment): void {
  env.registerFunction("lower(string): string", (s: string) => s.toLowerCase());
  env.registerFunction("upper(string): string", (s: string) => s.toUpperCase());
  env.registerFunction("trim(string): string", (s: string) => s.trim());
  env.registerFunction("length(string): double", (s: string) => [...s].length);
  env.registerFunction("contains(string, string): bool", (s: string, part: string) => s.includes(part));
  env.registerFunction("startsWith(string, string): bool", (s: string, part: string) => s.startsWith(part));
  env.registerFunction("endsWith(string, string): bool", (s: string, part: string) => s.endsWith(part));
  const replace = (s: string, from: string, to: string) => (from === "" ? s : s.replaceAll(from, () => to));
  env.registerFunction("replace(string, string, string): string", replace);
  env.registerFunction("string.replace(string, string): string", replace);
  env.registerFunction("number(bool): double", Number);
  env.registerFunction("number(string): double", (s: string) => {
    const value = s.trim() === "" ? NaN : Number(s);
    if (Number.isNaN(value)) throw new Error(`"${s}" is not a number.`);
    return value;
  });
}

function dates(env: Environment): void {
  const parts: Readonly<Record<string, (d: Date) => number>> = {
    year: (d) => d.getUTCFullYear(),
    month: (d) => d.getUTCMonth() + 1,
    day: (d) => d.getUTCDate(),
    hour: (d) => d.getUTCHours(),
    minute: (d) => d.getUTCMinutes(),
    // Monday is 1, Sunday is 7 (ISO 8601).
    weekday: (d) => d.getUTCDay() || 7,
  };
  for (const [name, part] of Object.entries(parts)) {
    env.registerFunction(`${name}(${TIMESTAMP}): double`, (d: Date) => part(d));
  }
  env.registerFunction(`string(${TIMESTAMP}): string`, (d: Date) => timestampText(d.getTime()));
  const between = (unitMs: number) => (from: Date, to: Date) => (to.getTime() - from.getTime()) / unitMs;
  env.registerFunction(`hoursBetween(${TIMESTAMP}, ${TIMESTAMP}): double`, between(MS_PER_HOUR));
  env.registerFunction(`daysBetween(${TIMESTAMP}, ${TIMESTAMP}): double`, between(MS_PER_DAY));
}
