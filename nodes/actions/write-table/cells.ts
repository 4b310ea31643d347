// The cells of a column as a database takes them: one function for each column, made once for a piece.

import type { Cell, Column } from "../../../engine/frames/column.ts";
import { isNumberType } from "../../../engine/frames/types.ts";
import { bytesOfBase64 } from "../../_shared/database/base64.ts";
import { jsonCell } from "../../_shared/duckdb/json-cell.ts";
import { timeText } from "../../_shared/database/sql-time.ts";
import type { SqliteValue } from "../../_shared/database/sqlite-types.ts";

/** Text that every database reads as what the cell is. */
export function textsOf(column: Column): (row: number) => string | null {
  const { type } = column;
  switch (type.type) {
    case "date":
    case "timestamp":
      return filled(column, (cell) => timeText(cell as number, type));
    case "tensor":
    case "list":
    case "struct":
    case "json":
      return filled(column, jsonCell);
    default:
      return filled(column, String);
  }
}

/** SQLite has whole numbers, others, text and nothing else. A number of JavaScript would be no whole one for it. */
export function sqliteValuesOf(column: Column): (row: number) => SqliteValue {
  const { type } = column.type;
  if (type === "bool") return filled(column, (cell) => (cell ? 1n : 0n));
  if (type === "float64" || type === "float32" || type === "duration")
    return filled(column, (cell) => cell as number);
  if (type === "uint64") return filled(column, (cell) => signed(cell as bigint));
  if (isNumberType(type)) return filled(column, (cell) => BigInt(cell as number | bigint));
  return textsOf(column);
}

/** The bytes that a text stands for, where the table keeps bytes. */
export function bytesOf(column: Column): (row: number) => Uint8Array | null {
  return filled(column, (cell) => {
    const bytes = bytesOfBase64(cell as string);
    if (bytes === null) throw new CellRefused("The column keeps bytes, and the text is no base64.");
    return bytes;
  });
}

/** A cell that the database has no place for: its row is refused. */
export class CellRefused extends Error {}

const MOST_SIGNED = 2n ** 63n - 1n;

function signed(value: bigint): bigint {
  if (value <= MOST_SIGNED) return value;
  throw new CellRefused(`${value} is too large: whole numbers of SQLite end at ${MOST_SIGNED}.`);
}

function filled<T>(column: Column, of: (cell: NonNullable<Cell>) => T | null): (row: number) => T | null {
  return (row) => {
    const cell = column.get(row);
    return cell === null ? null : of(cell);
  };
}
