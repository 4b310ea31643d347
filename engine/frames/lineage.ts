// Where the rows of a frame came from: a source node and its row ids, kept as a range while that is enough.

/**
 * Rows `[from, to)` of a source, of which the frame holds some. Row ids count what people can find, from 1: line numbers of a
 * text file, row numbers of a table, places in a list of files. An empty frame still says which
 * rows it has passed, so that a union can keep order without waiting for a row that never comes.
 */
export interface Lineage {
  /** Id of the source node. */
  readonly source: string;
  /** What a row id counts, as it is said in an error: "line 17", "row 3", "file 2". */
  readonly unit: "line" | "row" | "file";
  readonly from: number;
  readonly to: number;
  /** The id of each row; `null` while row `i` is `from + i`. */
  readonly ids: Float64Array | null;
}

export function rowId(lineage: Lineage, row: number): number {
  return lineage.ids ? lineage.ids[row] : lineage.from + row;
}

export function takeLineage(lineage: Lineage, rows: Int32Array): Lineage {
  const ids = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) ids[i] = rowId(lineage, rows[i]);
  return { ...lineage, ids };
}

/** The lineage of rows `[first, last)` of a frame with `length` rows; the pieces of a frame cover its whole range. */
export function sliceLineage(lineage: Lineage, first: number, last: number, length: number): Lineage {
  if (first === 0 && last === length) return lineage;
  const from = first === 0 ? lineage.from : rowId(lineage, first);
  const to = last >= length ? lineage.to : rowId(lineage, last);
  return { ...lineage, from, to, ids: lineage.ids ? lineage.ids.subarray(first, last) : null };
}
