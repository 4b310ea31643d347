// A sum of all rows up to a place, by which a run that goes on knows whether it computes the same rows again.

import type { Cell } from "../../../engine/frames/column.ts";
import { jsonCell } from "../../_shared/duckdb/json-cell.ts";
import type { Piece } from "./table-target.ts";

/** Two sums of 32 bits, which are mixed in different ways. */
export interface RowSum {
  readonly a: number;
  readonly b: number;
}

export const NO_ROWS: RowSum = { a: 0x811c9dc5, b: 0x9e3779b9 };

/** The sum behind rows `[from, to)` of a piece. */
export function sumOf({ columns }: Piece, from: number, to: number, { a, b }: RowSum): RowSum {
  for (let row = from; row < to; row++) {
    for (const column of columns) {
      const text = textOf(column.get(row));
      for (let i = 0; i < text.length; i++) {
        const sign = text.charCodeAt(i);
        a = Math.imul(a ^ sign, 0x01000193);
        b = Math.imul(b ^ sign, 0x85ebca77) + 1;
      }
      // Where a cell ends counts as well.
      a = Math.imul(a ^ 0x1f, 0x01000193);
      b = Math.imul(b ^ (b >>> 15), 0xc2b2ae3d);
    }
  }
  return { a: a >>> 0, b: b >>> 0 };
}

function textOf(cell: Cell): string {
  if (cell === null) return "\0";
  return typeof cell === "object" ? jsonCell(cell) : String(cell);
}

export function sumText({ a, b }: RowSum): string {
  return `${a.toString(16)}.${b.toString(16)}`;
}

export function readSum(text: string): RowSum {
  const [a, b] = text.split(".").map((part) => parseInt(part, 16));
  return { a, b };
}
