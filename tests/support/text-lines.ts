// Lines of text on a page, for tests of what reads them.

import type { Cell } from "../../engine/frames/column.ts";

/** A piece of text, each letter half as wide as the line is tall. */
export function textLine(text: string, x: number, y: number, height = 20) {
  const width = (text.length * height) / 2;
  const points = [x, y, x + width, y, x + width, y + height, x, y + height];
  return { label: null, score: 0.9, x, y, width, height, points, text, block: 0, row: 0 };
}

/** Cells by row and column; an empty text is no piece. Columns begin at the places given. */
export function tableLines(
  rows: readonly (readonly string[])[],
  lefts: readonly number[],
  top = 0,
  step = 30,
) {
  return rows.flatMap((cells, row) =>
    cells.flatMap((text, i) => (text === "" ? [] : [textLine(text, lefts[i], top + row * step + (i % 2))])),
  );
}

export const asCell = (lines: readonly object[]) => lines as unknown as Cell;
