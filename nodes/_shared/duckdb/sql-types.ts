// Which type of DuckDB does a column become, and how does its text become that?

import type { DataType, NumberType } from "../../../engine/frames/types.ts";
import { named } from "./sql-text.ts";

const NUMBERS: Readonly<Record<NumberType, string>> = {
  float64: "DOUBLE",
  float32: "FLOAT",
  int64: "BIGINT",
  int32: "INTEGER",
  int16: "SMALLINT",
  int8: "TINYINT",
  uint64: "UBIGINT",
  uint32: "UINTEGER",
  uint16: "USMALLINT",
  uint8: "UTINYINT",
};

/** How values are handed over: numbers as they stand in memory, what else there is as text. */
export interface Handing {
  /** DuckDB's type for what is handed over. */
  readonly given: string;
  /** DuckDB's type for what it is. */
  readonly type: string;
  /** SQL of the value, made of the SQL of what is handed over. */
  readonly sql: (column: string) => string;
}

const same = (type: string): Handing => ({ given: type, type, sql: (column) => column });

/** Null for pictures and sound, which are no cells of a table. */
export function handingOf(type: DataType): Handing | null {
  switch (type.type) {
    case "bool":
      return same("BOOLEAN");
    case "date":
      return same("DATE");
    case "timestamp":
      return same(type.zone === null ? "TIMESTAMP" : "TIMESTAMPTZ");
    case "duration":
      // Milliseconds, as everywhere here: INTERVAL has months, which have no length.
      return same("DOUBLE");
    case "text":
      return same("VARCHAR");
    case "tensor":
    case "list":
    case "struct":
    case "json": {
      const nested = nestedType(type);
      return { given: "VARCHAR", type: nested, sql: (column) => fromJson(column, nested) };
    }
    case "image":
    case "audio":
      return null;
    default:
      return same(NUMBERS[type.type]);
  }
}

function fromJson(column: string, type: string): string {
  return type === "JSON" ? `CAST(${column} AS JSON)` : `CAST(CAST(${column} AS JSON) AS ${type})`;
}

/** JSON where there is no other type for it. */
function nestedType(type: DataType): string {
  switch (type.type) {
    case "tensor": {
      const element =
        type.dtype === "string" ? "VARCHAR" : type.dtype === "bool" ? "BOOLEAN" : elementOf(type.dtype);
      return element + "[]".repeat(Math.max(1, type.shape.length));
    }
    case "list": {
      const of = nestedType(type.of);
      return of === "JSON" ? "JSON" : `${of}[]`;
    }
    case "struct": {
      const parts = type.fields.map(({ name, type: part }) => [name, nestedType(part)]);
      if (parts.length === 0 || parts.some(([, part]) => part === "JSON")) return "JSON";
      return `STRUCT(${parts.map(([name, part]) => `${named(name)} ${part}`).join(", ")})`;
    }
    case "bool":
      return "BOOLEAN";
    case "text":
      return "VARCHAR";
    case "json":
    case "image":
    case "audio":
    case "date":
    case "timestamp":
    case "duration":
      return "JSON";
    default:
      return NUMBERS[type.type];
  }
}

function elementOf(dtype: NumberType | "float16"): string {
  return dtype === "float16" ? "FLOAT" : NUMBERS[dtype];
}
