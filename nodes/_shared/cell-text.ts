// The text of a cell in files and tables: numbers with the fewest digits, times in ISO 8601, lists as JSON.

import type { Cell, Column } from "../../engine/frames/column.ts";
import { dateText, timestampText } from "../../engine/frames/time-text.ts";
import { shortFloat32 } from "./csv/write-number.ts";

/** The text of a cell; null where there is none. */
export function cellText(column: Column, row: number): string | null {
  const value = column.get(row);
  if (value === null) return null;
  switch (column.type.type) {
    case "text":
      return value as string;
    case "float32":
      return shortFloat32(value as number);
    case "timestamp":
      return timestampText(value as number);
    case "date":
      return dateText(value as number);
    case "image":
    case "audio":
      return nameOf(value);
    default:
      return typeof value === "object" ? JSON.stringify(plainValue(value)) : String(value);
  }
}

/** A value as JSON can hold it: typed arrays as arrays, big integers as numbers or text, float32 elements in short. */
export function plainValue(value: Cell): unknown {
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value instanceof Float32Array)
    return Array.from(value, (x) => (Number.isFinite(x) ? Number(shortFloat32(x)) : null));
  if (ArrayBuffer.isView(value) || Array.isArray(value))
    return Array.from(value as unknown as ArrayLike<Cell>, plainValue);
  if (value !== null && typeof value === "object") {
    if ("kind" in value && "name" in value) return value.name;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainValue(item as Cell)]));
  }
  return value;
}

function nameOf(value: Cell): string {
  return value !== null && typeof value === "object" && "name" in value ? String(value.name) : "";
}
