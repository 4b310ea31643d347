// What becomes of a column of SQLite here: by the type it was declared with, and by its first values where that does not say it.

import type { DataType } from "../../../engine/frames/types.ts";
import { base64Of } from "./base64.ts";
import type { CellReader } from "./filled-column.ts";
import { readDay, readTime } from "./sql-time.ts";

/** What libsql gives: whole numbers as bigint. */
export type SqliteValue = number | bigint | string | Uint8Array | null;

export interface SqliteColumn extends CellReader<SqliteValue> {
  readonly name: string;
  /** As declared; empty for what is computed. */
  readonly declared: string;
}

/** Told by its declared type alone. Any type may hold anything in SQLite: a value of another kind makes its row fail. */
export function declaredType(declared: string | null): DataType | null {
  const name = (declared ?? "").toUpperCase();
  if (/^BOOL/.test(name)) return { type: "bool" };
  // Times have no type of their own: what they are is seen in the values.
  if (/DATE|TIME/.test(name)) return null;
  if (/INT/.test(name)) return { type: "int64" };
  if (/CHAR|CLOB|TEXT|JSON|UUID|BLOB/.test(name)) return { type: "text" };
  if (/REAL|FLOA|DOUB|NUMERIC|DECIMAL/.test(name)) return { type: "float64" };
  return null;
}

/** By the first values, all of which it has to hold. */
export function seenType(declared: string | null, values: readonly SqliteValue[]): DataType {
  const seen = values.filter((value) => value !== null);
  const all = (test: (value: SqliteValue) => boolean) => seen.length > 0 && seen.every(test);
  if (/DATE|TIME/i.test(declared ?? "")) {
    if (all((value) => typeof value === "string" && readDay(value) !== null)) return { type: "date" };
    const times = seen.map((value) => (typeof value === "string" ? readTime(value) : null));
    if (seen.length > 0 && times.every((time) => time !== null))
      return { type: "timestamp", zone: times.some((time) => time?.hasZone) ? "UTC" : null };
    if (seen.length === 0) return emptyTime(declared!);
  }
  if (all((value) => typeof value === "bigint")) return { type: "int64" };
  if (all((value) => typeof value === "bigint" || typeof value === "number")) return { type: "float64" };
  return { type: "text" };
}

/** Of a column without a value. */
function emptyTime(declared: string): DataType {
  if (/^DATE$/i.test(declared)) return { type: "date" };
  return { type: "timestamp", zone: /TZ|ZONE/i.test(declared) ? "UTC" : null };
}

export function sqliteColumn(name: string, declared: string | null, type: DataType): SqliteColumn {
  return { name, declared: declared ?? "", type, read: READERS[type.type as keyof typeof READERS] };
}

/** Undefined for a value that is of another kind. */
const READERS = {
  bool: (value: SqliteValue) => (value === 0n || value === 1n ? value === 1n : undefined),
  int64: (value: SqliteValue) => (typeof value === "bigint" ? value : undefined),
  float64: (value: SqliteValue) =>
    typeof value === "number" ? value : typeof value === "bigint" ? kept(value) : undefined,
  date: (value: SqliteValue) => (typeof value === "string" ? (readDay(value) ?? undefined) : undefined),
  timestamp: (value: SqliteValue) => (typeof value === "string" ? readTime(value)?.ms : undefined),
  text: (value: SqliteValue) =>
    typeof value === "string" ? value : value instanceof Uint8Array ? base64Of(value) : String(value),
};

/** A whole number as float64, where that has all of its digits. */
function kept(value: bigint): number | undefined {
  const number = Number(value);
  return BigInt(number) === value ? number : undefined;
}

/** A value in words, for an error: what it is, and a little of it. */
export function valueText(value: SqliteValue): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value !== "string") return String(value);
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}
