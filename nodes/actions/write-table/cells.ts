// The cells of a column as a database takes them: one function for each column, made once for a piece.

import type { Cell, Column } from "../../../engine/frames/column.ts";
import { isNumberType } from "../../../engine/frames/types.ts";
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
  if (isNumberType(type)) return filled(column, (cell) => BigInt(cell as number | bigint));
  return textsOf(column);
}

function filled<T>(column: Column, of: (cell: NonNullable<Cell>) => T | null): (row: number) => T | null {
  return (row) => {
    const cell = column.get(row);
    return cell === null ? null : of(cell);
  };
}
