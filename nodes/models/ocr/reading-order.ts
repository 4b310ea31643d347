// The order in which a page is read: columns one after the other (a recursive cut along white gaps), rows from top to bottom.

import { heightOf, placeLines, type Placed } from "../../_shared/text-lines/placed.ts";
import { median, rowsOf } from "../../_shared/text-lines/rows.ts";
import type { LineLike, TextLine } from "../../_shared/text-lines/text-line.ts";
import { columnsOfText } from "./columns-of-text.ts";

/** White between two rows that parts paragraphs: in heights of a line, and against the usual white of the place. */
const PARAGRAPH = 0.7;
const WIDER = 1.6;

/** The lines in reading order with the numbers of their blocks and rows. */
export function inReadingOrder<T extends LineLike>(
  lines: readonly T[],
): (T & Pick<TextLine, "block" | "row">)[] {
  const ordered: (T & Pick<TextLine, "block" | "row">)[] = [];
  let [block, row] = [0, 0];
  for (const paragraph of paragraphs(placeLines(lines))) {
    for (const pieces of paragraph) {
      for (const { line } of pieces) ordered.push({ ...line, block, row });
      row++;
    }
    block++;
  }
  return ordered;
}

function paragraphs<T extends LineLike>(pieces: readonly Placed<T>[]): Placed<T>[][][] {
  if (pieces.length === 0) return [];
  const columns = columnsOfText(pieces);
  if (!columns) return cutAtWhite(rowsOf(pieces));
  const { above, left, right, below } = columns;
  return [above, left, right, below].flatMap((part) => paragraphs(part));
}

function cutAtWhite<T extends LineLike>(rows: readonly Placed<T>[][]): Placed<T>[][][] {
  const height = median(rows.flat().map(heightOf));
  const whites = rows.map((row, i) => (i === 0 ? 0 : topOf(row) - bottomOf(rows[i - 1])));
  const usual = median(whites.slice(1).filter((white) => white < PARAGRAPH * height));
  const cuts: Placed<T>[][][] = [];
  rows.forEach((row, i) => {
    const isNew = i === 0 || (whites[i] > PARAGRAPH * height && whites[i] > WIDER * usual);
    if (isNew) cuts.push([row]);
    else cuts.at(-1).push(row);
  });
  return cuts;
}

const topOf = (row: readonly Placed<unknown>[]) => Math.min(...row.map(({ top }) => top));
const bottomOf = (row: readonly Placed<unknown>[]) => Math.max(...row.map(({ bottom }) => bottom));
