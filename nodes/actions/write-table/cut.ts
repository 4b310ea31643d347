// Some rows of a piece, without copying them.

import type { Piece } from "./table-target.ts";

/** Rows `[from, to)`. */
export function cut(piece: Piece, from: number, to: number): Piece {
  if (from === 0 && to === piece.length) return piece;
  return { ...piece, columns: piece.columns.map((column) => column.slice(from, to)), length: to - from };
}
