// The order of cells in a column that is sorted. Nulls are always last: they are no small values.

import type { PreviewCell } from "../../../bridge/shapes.ts";

const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Indices of rows in the order of one column; rows with equal cells keep theirs. */
export function sortRows(
  rows: readonly number[],
  cellOf: (row: number) => PreviewCell,
  down: boolean,
): readonly number[] {
  return [...rows].sort((a, b) => {
    const left = cellOf(a);
    const right = cellOf(b);
    const ends = rank(left) - rank(right);
    if (ends !== 0) return ends;
    const order = compareCells(left, right);
    return down ? -order : order;
  });
}

export function compareCells(left: PreviewCell, right: PreviewCell): number {
  if (typeof left === "number" && typeof right === "number") return left - right || 0;
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (isObject(left) && isObject(right)) {
    if (left.is === "big" && right.is === "big") return sign(BigInt(left.text) - BigInt(right.text));
    if (left.is === "image" && right.is === "image")
      return left.width * left.height - right.width * right.height;
    if (left.is === "audio" && right.is === "audio") return (left.seconds ?? 0) - (right.seconds ?? 0);
    if (left.is === "marks" && right.is === "marks")
      return left.count - right.count || best(left) - best(right);
    if (left.is === "tensor" && right.is === "tensor") return compareLists(left.first, right.first);
  }
  // int64 columns hold numbers while they fit and texts where they do not.
  const big = bigOf(left);
  const otherBig = bigOf(right);
  if (big !== null && otherBig !== null) return sign(big - otherBig);
  return words.compare(textOf(left), textOf(right));
}

/** Values, then numbers that are none, then nulls. */
function rank(cell: PreviewCell): number {
  if (cell === null) return 2;
  return typeof cell === "number" && Number.isNaN(cell) ? 1 : 0;
}

function compareLists(left: readonly (number | string)[], right: readonly (number | string)[]): number {
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const order = compareCells(left[at], right[at]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** The highest score of marks: of as many of them, the surest come last. */
function best({ first }: Extract<PreviewCell, { is: "marks" }>): number {
  return first.reduce((most, { score }) => Math.max(most, score ?? 0), 0);
}

function isObject(cell: PreviewCell): cell is Extract<PreviewCell, object> {
  return typeof cell === "object" && cell !== null;
}

function bigOf(cell: PreviewCell): bigint | null {
  if (typeof cell === "number" && Number.isInteger(cell)) return BigInt(cell);
  return isObject(cell) && cell.is === "big" ? BigInt(cell.text) : null;
}

function textOf(cell: PreviewCell): string {
  if (!isObject(cell)) return String(cell);
  return cell.is === "json" || cell.is === "big" ? cell.text : "";
}

function sign(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}
