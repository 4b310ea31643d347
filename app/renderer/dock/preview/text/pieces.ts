// A text as blocks of pieces: where spans begin and end, and which of them cover what lies between.

import type { SpanMark } from "../../../marks/read-marks.ts";

export interface Piece<T extends SpanMark = SpanMark> {
  readonly text: string;
  /** Spans over it, the widest first. */
  readonly over: readonly T[];
  /** Spans that end with it, in this block or at its very end. */
  readonly ends: readonly T[];
  /** Spans that begin with it. */
  readonly begins: readonly T[];
}

export interface Block<T extends SpanMark = SpanMark> {
  readonly from: number;
  readonly pieces: readonly Piece<T>[];
}

/** Letters of a block: what is out of sight is laid out block by block. */
const BLOCK_LETTERS = 2000;

/** `spans` in the order of their beginnings. What lies beyond the text is cut off. */
export function blocksOf<T extends SpanMark>(text: string, spans: readonly T[]): readonly Block<T>[] {
  const blocks: Block<T>[] = [];
  let next = 0;
  let open: readonly T[] = [];
  for (let from = 0; from < text.length;) {
    const to = endOfBlock(text, from);
    while (next < spans.length && spans[next].from < to) {
      open = [...open, spans[next]];
      next++;
    }
    blocks.push({ from, pieces: piecesOf(text, open, from, to) });
    open = open.filter((span) => span.to > to);
    from = to;
  }
  return blocks;
}

function piecesOf<T extends SpanMark>(
  text: string,
  spans: readonly T[],
  from: number,
  to: number,
): Piece<T>[] {
  const cuts = new Set([from, to]);
  for (const span of spans) {
    if (span.from > from && span.from < to) cuts.add(span.from);
    if (span.to > from && span.to < to) cuts.add(span.to);
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((end, at) => {
    const begin = places[at];
    const over = spans.filter((span) => span.from < end && span.to > begin);
    const isEnd = (span: T) => span.to === end || (span.to > end && end === text.length);
    return {
      text: text.slice(begin, end),
      over,
      ends: over.filter(isEnd),
      begins: over.filter((span) => span.from === begin),
    };
  });
}

/** After the last line break that the block has room for; never between the halves of a letter. */
function endOfBlock(text: string, from: number): number {
  const most = from + BLOCK_LETTERS;
  if (most >= text.length) return text.length;
  const line = text.lastIndexOf("\n", most - 1);
  if (line > from) return line + 1;
  const code = text.charCodeAt(most);
  return code >= 0xdc00 && code <= 0xdfff ? most - 1 : most;
}
