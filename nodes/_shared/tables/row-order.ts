// Which of two rows comes first? By several columns, each up or down, with empty cells where they are wanted.

import { TextColumn, type FixedColumn } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { compareTexts, type CompareTexts, type TextOrder } from "./text-order.ts";

export interface SortBy {
  readonly column: string;
  readonly descending: boolean;
  readonly nulls: "first" | "last";
  readonly text: TextOrder;
}

/** Cells of a column to be compared; null where empty. */
type SortCells = ArrayLike<number | null> | ArrayLike<bigint | null> | readonly (string | null)[];

/** Columns of one frame that rows are compared by. */
export type SortKeys = readonly SortCells[];

export function isSortable({ type }: DataType): boolean {
  return !["tensor", "image", "audio", "list", "struct", "json"].includes(type);
}

export function sortKeys(frame: Frame, by: readonly SortBy[]): SortKeys {
  return by.map(({ column: name }): SortCells => {
    const column = frame.column(name);
    if (column instanceof TextColumn)
      return Array.from({ length: column.length }, (_, row) => column.get(row));
    const { values, validity } = column as FixedColumn;
    if (!validity) return values;
    return Array.from({ length: column.length }, (_, row) =>
      column.isNull(row) ? null : values[row],
    ) as SortCells;
  });
}

/** Compares row `i` of one frame with row `j` of another; 0 where nothing tells them apart. */
export type CompareRows = (a: SortKeys, i: number, b: SortKeys, j: number) => number;

export function rowOrder(by: readonly SortBy[]): CompareRows {
  const orders = by.map(({ descending, nulls, text }) => cellOrder(descending, nulls, compareTexts[text]));
  if (orders.length === 1) {
    const [only] = orders;
    return (a, i, b, j) => only(a[0][i], b[0][j]);
  }
  return (a, i, b, j) => {
    for (let k = 0; k < orders.length; k++) {
      const order = orders[k](a[k][i], b[k][j]);
      if (order !== 0) return order;
    }
    return 0;
  };
}

type SortCell = number | bigint | string | null;

function cellOrder(descending: boolean, nulls: "first" | "last", texts: CompareTexts) {
  const up = descending ? -1 : 1;
  const empty = nulls === "first" ? -1 : 1;
  return (a: SortCell, b: SortCell): number => {
    if (a === null || b === null) return a === b ? 0 : a === null ? empty : -empty;
    if (typeof a === "string" || typeof b === "string") return up * texts(a as string, b as string);
    if (a < b) return -up;
    if (a > b) return up;
    if (a === b) return 0;
    // NaN counts as greater than every number, and as equal to itself.
    return up * (Number(Number.isNaN(a)) - Number(Number.isNaN(b)));
  };
}

/** The rows of a frame in order; equal ones as they came. */
export function sortedRows(frame: Frame, by: readonly SortBy[]): Int32Array {
  const keys = sortKeys(frame, by);
  const order = rowOrder(by);
  const rows = Int32Array.from({ length: frame.length }, (_, row) => row);
  return rows.sort((a, b) => order(keys, a, keys, b) || a - b);
}
