// What becomes of each type of DuckDB here: which column it is, and what DuckDB makes of it first so that it comes as such.

import type { LogicalType } from "@duckdb/node-bindings";
import type { FixedType } from "../../../engine/frames/column.ts";
import type { DataType, Field } from "../../../engine/frames/types.ts";
import { MOST_EXACT_MS } from "../../../engine/frames/time-text.ts";
import type { DuckDB } from "./library.ts";

/** How the values of a column stand in DuckDB's memory: one number behind the other, text, or JSON as text. */
export type Coming =
  | { readonly as: "numbers"; readonly type: FixedType }
  | { readonly as: "text" }
  | { readonly as: "json"; readonly type: DataType };

export interface ColumnPlan {
  readonly name: string;
  /** As DuckDB calls it; of a nested type only its outermost. */
  readonly duckdbType: string;
  readonly coming: Coming;
  /** SQL of the value, made of the SQL of the column. */
  readonly sql: (column: string) => string;
  /** Set where values may lose something: what they were. */
  readonly lossy?: string;
}

export function fieldOf({ name, coming }: ColumnPlan): Field {
  return { name, type: coming.as === "text" ? { type: "text" } : coming.type, nullable: true };
}

type Planned = Omit<ColumnPlan, "name" | "duckdbType">;

const asIs = (column: string) => column;
const asDouble = (column: string) => `CAST(${column} AS DOUBLE)`;
const asText = (column: string) => `CAST(${column} AS VARCHAR)`;
const numbers = (type: FixedType["type"]): Planned => ({
  coming: { as: "numbers", type: { type } as FixedType },
  sql: asIs,
});
const text: Planned = { coming: { as: "text" }, sql: asText };
const wide = (lossy: string): Planned => ({ ...numbers("float64"), sql: asDouble, lossy });
/** 2^43 ms in microseconds: up to there a float64 of milliseconds has them all. Beyond it, in the year 2248, they are cut to whole milliseconds. */
const MOST_EXACT_US = MOST_EXACT_MS * 1000;
/** Division that cuts down, as calendars do; DuckDB's own cuts toward 0. */
const downBy1000 = (sql: string) => `(${sql} // 1000 - CAST(${sql} % 1000 < 0 AS BIGINT))`;
/** Times are ms here, with fractions; those of DuckDB are whole numbers of finer units. Infinite ones have no such number, and come as one that is infinite. */
const time = (zone: string | null, unit: "us" | "ns"): Planned => ({
  coming: { as: "numbers", type: { type: "timestamp", zone } },
  sql: (column) => {
    const us = unit === "us" ? `epoch_us(${column})` : downBy1000(`epoch_ns(${column})`);
    const ms = `CASE WHEN abs(${us}) <= ${MOST_EXACT_US} THEN ${us} / 1000.0 ELSE CAST(${downBy1000(us)} AS DOUBLE) END`;
    return `COALESCE(${ms}, CASE WHEN ${column} IS NOT NULL THEN CAST('infinity' AS DOUBLE) END)`;
  },
});

/** By the name of DuckDB's type. What is not listed (times of day, intervals, UUIDs, enums, bits) comes as DuckDB writes it. */
const SIMPLE: Readonly<Record<string, Planned>> = {
  BOOLEAN: numbers("bool"),
  TINYINT: numbers("int8"),
  SMALLINT: numbers("int16"),
  INTEGER: numbers("int32"),
  BIGINT: numbers("int64"),
  UTINYINT: numbers("uint8"),
  USMALLINT: numbers("uint16"),
  UINTEGER: numbers("uint32"),
  UBIGINT: numbers("uint64"),
  FLOAT: numbers("float32"),
  DOUBLE: numbers("float64"),
  HUGEINT: wide("HUGEINT"),
  UHUGEINT: wide("UHUGEINT"),
  BIGNUM: wide("BIGNUM"),
  DECIMAL: wide("DECIMAL"),
  DATE: numbers("date"),
  TIMESTAMP: time(null, "us"),
  TIMESTAMP_S: time(null, "us"),
  TIMESTAMP_MS: time(null, "us"),
  TIMESTAMP_NS: time(null, "ns"),
  TIMESTAMP_TZ: time("UTC", "us"),
  VARCHAR: { ...text, sql: asIs },
  BLOB: { coming: { as: "text" }, sql: (column) => `to_base64(${column})` },
};

const asJson = (column: string) => `CAST(to_json(${column}) AS VARCHAR)`;

export function planColumn(duckdb: DuckDB, name: string, type: LogicalType): ColumnPlan {
  const duckdbType = typeName(duckdb, type);
  if (duckdb.logical_type_get_alias(type) === "JSON")
    return { name, duckdbType, coming: { as: "json", type: { type: "json" } }, sql: asText };
  const nested = nestedType(duckdb, type);
  if (nested) return { name, duckdbType, coming: { as: "json", type: nested }, sql: asJson };
  return { name, duckdbType, ...(SIMPLE[duckdbType] ?? text) };
}

/** Null for a type without parts. Maps, unions and what holds something else than numbers, texts and bools are JSON. */
function nestedType(duckdb: DuckDB, type: LogicalType): DataType | null {
  switch (typeName(duckdb, type)) {
    case "LIST":
      return listOf(elementType(duckdb, duckdb.list_type_child_type(type)));
    case "ARRAY":
      return listOf(elementType(duckdb, duckdb.array_type_child_type(type)));
    case "STRUCT":
      return structOf(duckdb, type);
    case "MAP":
    case "UNION":
    case "VARIANT":
      return { type: "json" };
    default:
      return null;
  }
}

function listOf(of: DataType | null): DataType {
  return of === null || of.type === "json" ? { type: "json" } : { type: "list", of };
}

function structOf(duckdb: DuckDB, type: LogicalType): DataType {
  const fields: Field[] = [];
  for (let i = 0; i < duckdb.struct_type_child_count(type); i++) {
    const part = elementType(duckdb, duckdb.struct_type_child_type(type, i));
    if (part === null || part.type === "json") return { type: "json" };
    fields.push({ name: duckdb.struct_type_child_name(type, i), type: part, nullable: true });
  }
  return { type: "struct", fields };
}

/** What a part is once it has come as JSON, which knows one kind of number; null for what would be text without being one. */
function elementType(duckdb: DuckDB, type: LogicalType): DataType | null {
  const nested = nestedType(duckdb, type);
  if (nested) return nested;
  const simple = SIMPLE[typeName(duckdb, type)];
  if (!simple || simple.coming.as !== "numbers") return simple === SIMPLE.VARCHAR ? { type: "text" } : null;
  const { type: found } = simple.coming.type;
  if (found === "bool") return { type: "bool" };
  return found === "date" || found === "timestamp" ? null : { type: "float64" };
}

function typeName(duckdb: DuckDB, type: LogicalType): string {
  return duckdb.Type[duckdb.get_type_id(type)];
}
