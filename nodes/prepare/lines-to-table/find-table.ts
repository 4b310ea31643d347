// A table on a page: its head by the words in it, its cells by where they stand under the head.

import { findLabel } from "../../_shared/text-lines/loose-text.ts";
import { heightOf, middleOf, widthOf, type Placed } from "../../_shared/text-lines/placed.ts";
import { median } from "../../_shared/text-lines/rows.ts";

export interface TableColumn {
  readonly headers: readonly string[];
  /** Text goes on in the next row; a number begins another. */
  readonly isText: boolean;
}

type Row = readonly Placed[];

/** What a cell of the head spans. */
interface Span {
  readonly left: number;
  readonly right: number;
}

export interface FoundTable {
  /** Text of each cell by row and column; "" where there is none. */
  readonly rows: readonly (readonly string[])[];
}

/** White above a row that ends the table, in the usual steps from row to row. */
const FAR = 2.6;

/** Null where no row of the page has at least half of the headers. */
export function findTable(
  rows: readonly Row[],
  columns: readonly TableColumn[],
  until: readonly string[],
): FoundTable | null {
  const head = findHead(rows, columns);
  if (!head) return null;
  const found: string[][] = [];
  let above = rows[head.row];
  const steps: number[] = [];
  for (const row of rows.slice(head.row + 1)) {
    if (isEnd(row, until)) break;
    const step = middleOf(row[0]) - middleOf(above[0]);
    if (steps.length > 0 && step > FAR * median(steps) && step > FAR * heightOf(row[0])) break;
    const cells = cellsOf(row, head.spans);
    const goesOn =
      found.length > 0 && cells.every((cell, i) => cell === "" || columns[i].isText) && isPart(cells);
    if (goesOn) cells.forEach((cell, i) => cell && found.at(-1).splice(i, 1, joined(found.at(-1)[i], cell)));
    else found.push(cells);
    steps.push(step);
    above = row;
  }
  return { rows: found };
}

/** Less than half of the cells: a line that the row above had no room for. */
function isPart(cells: readonly string[]): boolean {
  return cells.filter((cell) => cell !== "").length * 2 < cells.length;
}

const joined = (above: string, below: string) => (above === "" ? below : `${above} ${below}`);

function findHead(rows: readonly Row[], columns: readonly TableColumn[]) {
  let best: { row: number; count: number; spans: (Span | null)[] } | null = null;
  for (const [row, pieces] of rows.entries()) {
    const spans = columns.map(({ headers }) => spanOf(pieces, headers));
    const count = spans.filter((span) => span !== null).length;
    if (count * 2 >= columns.length && count > (best?.count ?? 0)) best = { row, count, spans };
  }
  return best;
}

/** Where a header stands in the row: a reader may have put several of them into one piece. */
function spanOf(row: Row, headers: readonly string[]): Span | null {
  for (const header of headers)
    for (const piece of row) {
      const match = findLabel(piece.line.text, header);
      if (match) return partOf(piece, match.from, match.to);
    }
  return null;
}

/** Part of a piece by its letters, as if all were of one width. */
function partOf(piece: Placed, from: number, to: number): Span {
  const letter = widthOf(piece) / piece.line.text.length;
  return { left: piece.left + from * letter, right: piece.left + to * letter };
}

function cellsOf(row: Row, spans: readonly (Span | null)[]): string[] {
  const cells = spans.map(() => "");
  for (const piece of row) {
    for (const { text, span } of partsOf(piece, spans)) {
      const column = nearest(span, spans);
      cells[column] = joined(cells[column], text);
    }
  }
  return cells;
}

/** Its words each on their own where a piece lies under the middles of several heads: the reader has joined two cells. */
function partsOf(piece: Placed, spans: readonly (Span | null)[]): { text: string; span: Span }[] {
  const { text } = piece.line;
  const covered = spans.filter((span) => span && piece.left < middle(span) && piece.right > middle(span));
  if (covered.length < 2) return [{ text, span: piece }];
  return [...text.matchAll(/\S+/gu)].map((word) => ({
    text: word[0],
    span: partOf(piece, word.index, word.index + word[0].length),
  }));
}

const middle = ({ left, right }: Span) => (left + right) / 2;

/** The head that the cell stands under; of several, or of none, the one whose left edge, right edge or middle is nearest. */
function nearest(cell: Span, spans: readonly (Span | null)[]): number {
  let [best, least] = [0, Infinity];
  spans.forEach((span, i) => {
    if (!span) return;
    const apart = Math.max(0, span.left - cell.right, cell.left - span.right);
    const off = Math.min(
      Math.abs(span.left - cell.left),
      Math.abs(span.right - cell.right),
      Math.abs(middle(span) - middle(cell)),
    );
    const cost = apart * 1000 + off;
    if (cost < least) [best, least] = [i, cost];
  });
  return best;
}

function isEnd(row: Row, until: readonly string[]): boolean {
  return row.some(({ line }) => until.some((word) => findLabel(line.text, word)?.from === 0));
}
