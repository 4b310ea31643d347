// When was each row, where later rows are held back?

import { MillraceError } from "../../sdk/errors.ts";
import { rowsWhere, takeRows, type NumberColumn, type TrainTable } from "./columns.ts";
import { counted, type Note } from "./note.ts";
import { findColumn } from "./target.ts";
import type { SplitWish } from "./wish.ts";

export interface Timed {
  readonly time: Float64Array | Float32Array | null;
  /** Of the table it was read from: those with a time. */
  readonly rows: Int32Array;
  readonly notes: readonly Note[];
}

/** The times that a split goes by, and the rows that have one. */
export function timeOf(table: TrainTable, split: SplitWish): Timed {
  if (split.kind !== "time") return { time: null, rows: rowsWhere(table.rows, () => true), notes: [] };
  const column = findColumn(table, split.column, "the time");
  if (column.kind !== "number") throw noTime(split.column);
  const { values } = column;
  const rows = rowsWhere(table.rows, (row) => Number.isFinite(values[row]));
  const lost = table.rows - rows.length;
  const { values: time } = takeRows({ rows: table.rows, columns: [column] }, rows).columns[0] as NumberColumn;
  return { time, rows, notes: lost === 0 ? [] : [noTimeNote(split.column, lost)] };
}

function noTimeNote(column: string, rows: number): Note {
  return {
    code: "TRAIN_ROWS_LEFT_OUT",
    severity: "warning",
    message: `${counted(rows, "row")} without a time in "${column}" ${rows === 1 ? "is" : "are"} left out.`,
    hint: "Without a time nobody knows whether a row was before or after the others.",
  };
}

function noTime(column: string): MillraceError {
  return new MillraceError("TRAIN_TIME_TYPE", {
    message: `"${column}" holds no times, so rows cannot be put in order by it.`,
    expected: "a column of times, dates or numbers",
    got: "text",
    hint: "Choose another column with --time, or leave it out to hold back rows by chance.",
  });
}
