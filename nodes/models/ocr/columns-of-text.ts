// Whether a page, or a stretch of it, is set in columns that are read one after the other. A table is not: it is read row by row.

import { heightOf, middleOf, widthOf, type Placed } from "../../_shared/text-lines/placed.ts";
import { median, rowsOf } from "../../_shared/text-lines/rows.ts";

type Piece = Placed<{ readonly text: string }>;

export interface Columns<P> {
  /** What stands above the columns, the columns at the gap, and what stands below. */
  readonly above: P[];
  readonly left: P[];
  readonly right: P[];
  readonly below: P[];
}

/** White between columns, in heights of a line. */
const GAP = 0.8;
/** Fewer rows on a side are no column. */
const ROWS = 3;
/** Running text: most pieces are as long as this many heights (about twenty letters), and fill this part of their side. */
const RUNNING = 8;
const FILLED = 0.3;
/** Blocks side by side, such as two addresses: wide apart, begun at one edge, and not numbers beside their labels. */
const BLOCK_GAP = 2;
const EDGE = 1;
const DIGITS = 0.4;

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly edge: number;
  readonly white: number;
}

const NONE: Stretch = { from: 0, to: 0, edge: 0, white: 0 };

/** The longest stretch of text in columns that a single gap runs through; null where there is none. */
export function columnsOfText<P extends Piece>(pieces: readonly P[]): Columns<P> | null {
  const sorted = [...pieces].sort((a, b) => middleOf(a) - middleOf(b));
  const gap = GAP * median(sorted.map(heightOf));
  let best: Stretch = NONE;
  for (const { right: edge } of sorted) {
    let from = 0;
    for (let to = 0; to <= sorted.length; to++) {
      const crossing = to < sorted.length && sorted[to].left < edge + gap && sorted[to].right > edge;
      if (to < sorted.length && !crossing) continue;
      const more = to - from - (best.to - best.from);
      const white = more >= 0 ? whiteBetween(sorted.slice(from, to), edge) : null;
      if (white !== null && (more > 0 || white > best.white)) best = { from, to, edge, white };
      from = to + 1;
    }
  }
  if (best === NONE) return null;
  const { from, to, edge } = best;
  const inside = sorted.slice(from, to);
  const [left, right] = sides(inside, edge);
  return { above: sorted.slice(0, from), left, right, below: sorted.slice(to) };
}

/** How wide the gap is; null where the two sides are no columns of text. */
function whiteBetween(pieces: readonly Piece[], edge: number): number | null {
  const [left, right] = sides(pieces, edge);
  if (left.length < ROWS || right.length < ROWS) return null;
  if (rowsOf(left).length < ROWS || rowsOf(right).length < ROWS) return null;
  const white = Math.min(...right.map((p) => p.left)) - Math.max(...left.map((p) => p.right));
  const running = isRunning(left) && isRunning(right);
  return running || areBlocks(left, right, white) ? white : null;
}

function sides<P extends Piece>(pieces: readonly P[], edge: number): [P[], P[]] {
  return [pieces.filter((p) => p.right <= edge), pieces.filter((p) => p.right > edge)];
}

function isRunning(side: readonly Piece[]): boolean {
  const length = median(side.map(widthOf));
  const width = Math.max(...side.map((p) => p.right)) - Math.min(...side.map((p) => p.left));
  return length >= RUNNING * median(side.map(heightOf)) && length >= FILLED * width;
}

function areBlocks(left: readonly Piece[], right: readonly Piece[], white: number): boolean {
  const height = median([...left, ...right].map(heightOf));
  if (white < BLOCK_GAP * height) return false;
  const even = (side: readonly Piece[]) => {
    const edge = median(side.map((p) => p.left));
    return side.every((p) => Math.abs(p.left - edge) < EDGE * height) && rowsOf(side).length === side.length;
  };
  if (!even(left) || !even(right)) return false;
  if (left.some(({ line }) => /[:：]\s*$/u.test(line.text))) return false;
  const texts = right.map(({ line }) => line.text).join("");
  return (texts.match(/\p{Nd}/gu)?.length ?? 0) < DIGITS * texts.length;
}
