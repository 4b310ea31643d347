// The text of a page from its lines in reading order.

import type { LineLike } from "./text-line.ts";

/** Pieces of a row with a blank between, rows on lines of their own, an empty line between blocks. */
export function pageText(lines: readonly Pick<LineLike, "text" | "block" | "row">[]): string {
  let text = "";
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    if (before) text += line.block !== before.block ? "\n\n" : isBeside(before, line) ? " " : "\n";
    text += line.text;
  });
  return text;
}

/** Boxes of others know of no rows: each is one. */
function isBeside(a: Pick<LineLike, "row">, b: Pick<LineLike, "row">): boolean {
  return a.row !== undefined && a.row === b.row;
}
