// Which rows of a piece may overwrite others? One statement may not overwrite a row twice, and a key with a null in it says of none which it is.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { Piece, RefusedRow } from "./table-target.ts";
import { textsOf } from "./cells.ts";

export interface KeyedRows {
  /** In their order; null = all of the piece. */
  readonly kept: Int32Array | null;
  readonly refused: readonly RefusedRow[];
}

/** A piece of the rows that are kept. */
export interface KeyedPiece extends Piece {
  /** Counted in the piece as it was given. */
  readonly refused: readonly RefusedRow[];
}

export function keyedPiece(piece: Piece, keys: readonly string[]): KeyedPiece {
  const { kept, refused } = keyedRows(piece, keys);
  if (kept === null) return { ...piece, refused };
  return {
    ...piece,
    columns: piece.columns.map((column) => column.take(kept)),
    length: kept.length,
    refused,
  };
}

/** Of rows with the same key the last one counts. All rows where there is no key. */
export function keyedRows(piece: Piece, keys: readonly string[]): KeyedRows {
  if (keys.length === 0) return { kept: null, refused: [] };
  const texts = keys.map((key) => {
    const index = piece.schema.fields.findIndex(({ name }) => name === key);
    return textsOf(piece.columns[index]);
  });
  const seen = new Set<string>();
  const kept: number[] = [];
  const refused: RefusedRow[] = [];
  for (let row = piece.length - 1; row >= 0; row--) {
    const own = texts.map((text) => text(row));
    const empty = own.indexOf(null);
    if (empty >= 0) {
      refused.push({ row, cause: emptyKey(keys[empty]) });
      continue;
    }
    const key = JSON.stringify(own);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(row);
  }
  refused.reverse();
  return { kept: kept.length === piece.length ? null : Int32Array.from(kept.reverse()), refused };
}

/** The frame without the rows that have an empty key: those are told, before anything is written. */
export function withKeys(
  frame: Frame,
  keys: readonly string[],
  fail: (row: number, cause: string) => void,
): Frame {
  const columns = keys.map((key) => ({ key, column: frame.column(key) }));
  const kept: number[] = [];
  for (let row = 0; row < frame.length; row++) {
    const empty = columns.find(({ column }) => column.isNull(row));
    if (empty) fail(row, emptyKey(empty.key));
    else kept.push(row);
  }
  return kept.length === frame.length ? frame : frame.take(Int32Array.from(kept));
}

function emptyKey(key: string): string {
  return `The key "${key}" is empty: nothing says which row is meant.`;
}
