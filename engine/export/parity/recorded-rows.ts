// Rows as text that can be compared: one JSON object a line, every value so that it can be told from every other.

import { createHash } from "node:crypto";
import type { Frame } from "../../frames/frame.ts";

/** The columns of all rows, in order, without those named in `left`. */
export function recordedRows(frame: Frame, left: ReadonlySet<string>): string {
  const columns = frame.columns
    .map((column, i) => ({ name: frame.schema.fields[i].name, column }))
    .filter(({ name }) => !left.has(name));
  let text = "";
  for (let row = 0; row < frame.length; row++) {
    const values = columns.map(({ name, column }) => [name, plain(column.get(row))]);
    text += `${JSON.stringify(Object.fromEntries(values))}\n`;
  }
  return text;
}

/** Numbers as they are; what JSON has no word for as a text. Bytes by their hash: pictures are large. */
function plain(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0) ? value : word(value);
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof Uint8Array) return `sha256 ${createHash("sha256").update(value).digest("hex")}`;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function word(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
