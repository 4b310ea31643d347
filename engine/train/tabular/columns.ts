// What does a table look like that is learned from? Whole columns of numbers or of words, all of one length.

export interface NumberColumn {
  readonly kind: "number";
  readonly name: string;
  /** What it was where it came from: float64, int32, bool, timestamp… */
  readonly type: string;
  /** NaN = missing. float32 where only a model looks at it. */
  readonly values: Float64Array | Float32Array;
  /** How many of its numbers are finite and beyond float32, so that no model can read them; none unless given. */
  readonly beyond?: number;
}

export interface WordColumn {
  readonly kind: "words";
  readonly name: string;
  /** In the order in which they were met. */
  readonly words: readonly string[];
  /** By row; −1 = missing. */
  readonly codes: Int32Array;
}

/** A column that nothing can be learned from. */
export interface UnfitColumn {
  readonly kind: "unfit";
  readonly name: string;
  readonly why: string;
}

export type TableColumn = NumberColumn | WordColumn | UnfitColumn;

export interface TrainTable {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}

/** The rows at the given places, in that order. */
export function takeRows(table: TrainTable, rows: Int32Array): TrainTable {
  if (rows.length === table.rows) return table;
  return { rows: rows.length, columns: table.columns.map((column) => takeColumn(column, rows)) };
}

function takeColumn(column: TableColumn, rows: Int32Array): TableColumn {
  switch (column.kind) {
    case "number": {
      const values = new (column.values.constructor as typeof Float64Array)(rows.length);
      for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]];
      return { ...column, values };
    }
    case "words":
      return { ...column, codes: rows.map((row) => column.codes[row]) };
    case "unfit":
      return column;
  }
}

/** The rows for which `holds`, ascending. */
export function rowsWhere(length: number, holds: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (holds(row)) rows[count++] = row;
  return rows.slice(0, count);
}
