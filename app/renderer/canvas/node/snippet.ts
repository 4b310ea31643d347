// The beginning of a text with its spans, as a card has room for: cut into pieces, from a little before the first span.

import type { PreviewCell, PreviewMark } from "../../../bridge/shapes.ts";

export interface SnippetPiece {
  readonly text: string;
  /** Null: no span. */
  readonly mark: PreviewMark | null;
}

const MOST_LETTERS = 160;
const BEFORE = 24;

type Marks = Extract<PreviewCell, { is: "marks" }>;

/** Null where a row has no text with spans in it. */
export function snippetOf(cells: readonly PreviewCell[] | undefined): readonly SnippetPiece[] | null {
  const found = (cells ?? []).find(
    (cell): cell is Marks => typeof cell === "object" && cell?.is === "marks" && cell.of === "spans",
  );
  const text = (cells ?? [])
    .filter((cell) => typeof cell === "string")
    .reduce((longest, cell) => (cell.length > longest.length ? cell : longest), "");
  const spans = (found?.first ?? [])
    .filter(({ at: [from, to] }) => from >= 0 && to > from && to <= text.length)
    .toSorted((a, b) => a.at[0] - b.at[0]);
  if (spans.length === 0) return null;
  const begin = spans[0].at[0] > MOST_LETTERS / 2 ? spans[0].at[0] - BEFORE : 0;
  const end = Math.min(text.length, begin + MOST_LETTERS);
  const pieces: SnippetPiece[] = begin > 0 ? [{ text: "…", mark: null }] : [];
  let at = begin;
  for (const mark of spans) {
    const [from, to] = [Math.max(mark.at[0], at), Math.min(mark.at[1], end)];
    // Of two that lie over each other the first is drawn.
    if (from >= to) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), mark: null });
    pieces.push({ text: text.slice(from, to), mark });
    at = to;
  }
  if (at < end) pieces.push({ text: text.slice(at, end), mark: null });
  if (end < text.length) pieces.push({ text: "…", mark: null });
  return pieces;
}
