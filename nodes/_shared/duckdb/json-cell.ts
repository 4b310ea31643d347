// A cell with parts as JSON text. Numbers that JSON does not know are texts in it, which DuckDB turns back.

import type { Cell } from "../../../engine/frames/column.ts";

export function jsonCell(cell: Cell): string {
  return JSON.stringify(plain(cell));
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value)))
    return String(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}
