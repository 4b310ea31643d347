// Of rows with the same key the last one counts: one statement may not overwrite a row twice.

import type { Piece } from "./table-target.ts";
import { textsOf } from "./cells.ts";

/** The rows that are not overwritten by later ones of the piece. A key with a null in it is like no other. */
export function lastOfKeys(piece: Piece, keys: readonly string[]): Piece {
  const texts = keys.map((key) => {
    const index = piece.schema.fields.findIndex(({ name }) => name === key);
    return textsOf(piece.columns[index]);
  });
  const seen = new Set<string>();
  const kept: number[] = [];
  for (let row = piece.length - 1; row >= 0; row--) {
    const own = texts.map((text) => text(row));
    const key = own.includes(null) ? null : JSON.stringify(own);
    if (key !== null && seen.has(key)) continue;
    if (key !== null) seen.add(key);
    kept.push(row);
  }
  if (kept.length === piece.length) return piece;
  const rows = Int32Array.from(kept.reverse());
  return { ...piece, columns: piece.columns.map((column) => column.take(rows)), length: rows.length };
}
