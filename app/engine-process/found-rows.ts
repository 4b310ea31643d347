// Where has something been found? How many boxes, segments or spans a sample has, and the first rows that have any.

import type { PreviewFound } from "../bridge/shapes.ts";
import { marksOf } from "../../engine/frames/marks.ts";
import type { Frame } from "../../engine/frames/frame.ts";
import type { Schema } from "../../engine/frames/types.ts";
import { cellsOf } from "./cells.ts";

/** Of the column of marks that was added last; undefined where there is none. `most`: rows that are given with their cells. */
export function foundRows(
  { fields }: Schema,
  frames: readonly Frame[],
  most: number,
): PreviewFound | undefined {
  const place = fields.findLastIndex(({ type }) => marksOf(type) !== null);
  if (place < 0) return undefined;
  const counts = frames.flatMap(({ columns, length }) =>
    Array.from({ length }, (_, row) => {
      const value = columns[place].get(row);
      return Array.isArray(value) ? value.length : 0;
    }),
  );
  const rows = counts.flatMap((count, row) => (count > 0 ? [row] : []));
  return {
    column: fields[place].name,
    of: marksOf(fields[place].type)!,
    marks: counts.reduce((sum, count) => sum + count, 0),
    rows: rows.length,
    first: rows.slice(0, most).map((row) => ({ row, cells: cellsOf(frames, row, row + 1)[0] })),
  };
}
