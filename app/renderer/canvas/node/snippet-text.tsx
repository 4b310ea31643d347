// A few lines of a text on a card, with its spans where it has any.

import type { PreviewCell, PreviewPort } from "../../../bridge/shapes.ts";
import { hueOf } from "../../marks/labels.ts";
import "../../marks/marks.css";
import type { SnippetPiece } from "./snippet.ts";

/** Nothing where there is no text. */
export function Snippet({ pieces }: { readonly pieces: readonly SnippetPiece[] }) {
  if (pieces.length === 0) return null;
  return (
    <p className="mr-snippet">
      {pieces.map(({ text, mark }, at) =>
        mark ? (
          <mark key={at} className={`mr-snippet-mark ${hueOf(mark.label)}`} title={mark.label ?? undefined}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </p>
  );
}

/** Shorter ones are labels. */
const LEAST_LETTERS = 24;
const MOST_LETTERS = 160;

/** What a node has read out of a picture: the longest text that it has made; none where that is short. */
export function readText(
  { schema: { fields } }: PreviewPort,
  isMade: (name: string) => boolean,
  cells: readonly PreviewCell[] = [],
): readonly SnippetPiece[] {
  const texts = fields.flatMap(({ name, type }, place) => {
    const cell = cells[place];
    return type.type === "text" && isMade(name) && typeof cell === "string" ? [cell] : [];
  });
  const longest = texts.reduce((most, text) => (text.length > most.length ? text : most), "");
  if (longest.length < LEAST_LETTERS) return [];
  return [{ text: longest.replaceAll(/\s+/g, " ").slice(0, MOST_LETTERS), mark: null }];
}
