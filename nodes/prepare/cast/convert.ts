// One cell of any type as another type; undefined where it cannot be.

import type { Cell } from "../../../engine/frames/column.ts";
import { isNumberType, type DataType, type NumberType } from "../../../engine/frames/types.ts";
import { dateText, MOST_MS, timestampText } from "../../../engine/frames/time-text.ts";
import { parseNumber } from "../../_shared/csv/parse-number.ts";
import { parseTimestamp } from "../../_shared/csv/parse-time.ts";

export const CAST_TYPES = [
  "float64",
  "float32",
  "int64",
  "int32",
  "int16",
  "int8",
  "uint64",
  "uint32",
  "uint16",
  "uint8",
  "bool",
  "text",
  "timestamp",
  "date",
] as const;
export type CastType = (typeof CAST_TYPES)[number];

const MS_PER_DAY = 86_400_000;
const encoder = new TextEncoder();

const RANGES: Readonly<Partial<Record<NumberType, readonly [bigint, bigint]>>> = {
  int8: [-128n, 127n],
  uint8: [0n, 255n],
  int16: [-32768n, 32767n],
  uint16: [0n, 65535n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/** Converts a cell that is not null; `from` is its column's type. Whole number types refuse fractions and overflow. */
export function convertCell(cell: NonNullable<Cell>, from: DataType, to: CastType): Cell | undefined {
  if (to === "text") return asText(cell, from);
  if (to === "bool") return asBool(cell);
  if (to === "timestamp" || to === "date") return asTime(cell, from, to);
  const number = asNumber(cell);
  if (number === undefined) return undefined;
  if (to === "float64") return Number(number);
  if (to === "float32") {
    const narrow = Math.fround(Number(number));
    return Number.isFinite(Number(number)) && !Number.isFinite(narrow) ? undefined : narrow;
  }
  return asWhole(number, to);
}

/** Whether a float64 is all of the whole number that it was made of; what is written as no whole number has no digits to lose. */
export function isExact(cell: Cell, double: number): boolean {
  if (typeof cell === "bigint") return BigInt(double) === cell;
  const text = typeof cell === "string" ? cell.trim() : "";
  return !/^[+-]?\d+$/.test(text) || BigInt(double) === BigInt(text.replace("+", ""));
}

function asNumber(cell: NonNullable<Cell>): number | bigint | undefined {
  if (typeof cell === "number" || typeof cell === "bigint") return cell;
  if (typeof cell === "boolean") return cell ? 1 : 0;
  if (typeof cell !== "string") return undefined;
  const text = cell.trim();
  // Digits alone may hold more than a double does.
  return /^[+-]?\d{16,}$/.test(text) ? BigInt(text) : parseNumber(text, false);
}

function asWhole(number: number | bigint, to: NumberType): number | bigint | undefined {
  if (typeof number === "number" && !Number.isInteger(number)) return undefined;
  const whole = BigInt(number);
  const [min, max] = RANGES[to]!;
  if (whole < min || whole > max) return undefined;
  return to === "int64" || to === "uint64" ? whole : Number(whole);
}

function asBool(cell: NonNullable<Cell>): boolean | undefined {
  if (typeof cell === "boolean") return cell;
  if (typeof cell === "number" || typeof cell === "bigint")
    return Number.isNaN(cell) ? undefined : Number(cell) !== 0;
  if (typeof cell !== "string") return undefined;
  const word = cell.trim().toLowerCase();
  if (["true", "yes", "1"].includes(word)) return true;
  return ["false", "no", "0"].includes(word) ? false : undefined;
}

/** ISO 8601 for text; numbers are milliseconds since 1970 (timestamp) or days (date). */
function asTime(cell: NonNullable<Cell>, from: DataType, to: "timestamp" | "date"): number | undefined {
  const ms = millisecondsOf(cell, from, to);
  if (ms === undefined || !(Math.abs(ms) <= MOST_MS)) return undefined;
  return to === "date" ? Math.floor(ms / MS_PER_DAY) : ms;
}

function millisecondsOf(
  cell: NonNullable<Cell>,
  from: DataType,
  to: "timestamp" | "date",
): number | undefined {
  if (typeof cell === "string") {
    const bytes = encoder.encode(cell.trim());
    return parseTimestamp(bytes, 0, bytes.length);
  }
  if (from.type === "timestamp") return Number(cell);
  if (from.type === "date") return Number(cell) * MS_PER_DAY;
  if (!isNumberType(from.type)) return undefined;
  return to === "date" ? Number(cell) * MS_PER_DAY : Number(cell);
}

function asText(cell: NonNullable<Cell>, from: DataType): string {
  if (from.type === "timestamp") return timestampText(Number(cell));
  if (from.type === "date") return dateText(Number(cell));
  if (from.type === "float32") return shortest(Number(cell));
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

/** The fewest digits that give the float32 back. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}
