// Turns a JSON value into a cell of a type.

import type { Cell } from "../../engine/frames/column.ts";
import type { DataType } from "../../engine/frames/types.ts";
import { parseDate, parseTimestamp } from "./csv/parse-time.ts";

const encoder = new TextEncoder();

const INTEGER_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-128, 127],
  int16: [-32_768, 32_767],
  int32: [-2_147_483_648, 2_147_483_647],
  uint8: [0, 255],
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
};

/** null for no value, `undefined` where the type cannot hold the value. Numbers may be written as text. */
export function toCell(value: unknown, type: DataType): Cell | undefined {
  if (value === null || value === undefined) return null;
  switch (type.type) {
    case "text":
      return isScalar(value) ? String(value) : undefined;
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "date":
      return typeof value === "string" ? timeOf(value, parseDate) : undefined;
    case "timestamp":
      return typeof value === "number"
        ? value
        : typeof value === "string"
          ? timeOf(value, parseTimestamp)
          : undefined;
    case "int64":
    case "uint64":
      return bigOf(value, type.type);
    case "json":
      return value;
    default:
      return numberOf(value, type.type);
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function timeOf(
  text: string,
  parse: (bytes: Uint8Array, from: number, to: number) => number,
): number | undefined {
  const bytes = encoder.encode(text);
  const time = parse(bytes, 0, bytes.length);
  return Number.isNaN(time) ? undefined : time;
}

function bigOf(value: unknown, type: "int64" | "uint64"): bigint | undefined {
  const isWhole = typeof value === "number" ? Number.isInteger(value) : /^-?\d+$/.test(String(value));
  if (!isWhole) return undefined;
  const big = BigInt(value as number | string);
  const fits = type === "int64" ? BigInt.asIntN(64, big) : BigInt.asUintN(64, big);
  return fits === big ? big : undefined;
}

function numberOf(value: unknown, type: string): number | undefined {
  const words: Readonly<Record<string, number>> = { NaN, Infinity, "-Infinity": -Infinity };
  const text = typeof value === "string" ? value.trim() : "";
  const number = typeof value === "number" ? value : (words[text] ?? (text === "" ? NaN : Number(text)));
  if (Number.isNaN(number) && text !== "NaN") return undefined;
  const range = INTEGER_RANGES[type];
  if (range && !(Number.isInteger(number) && number >= range[0] && number <= range[1])) return undefined;
  return number;
}
