// Where does a text come apart? Its units by their places, and pieces of so many units that may overlap.

export type SplitBy = "sentence" | "paragraph" | "line" | "word" | "character" | "token";

/** A stretch of the text in UTF-16 units: `text.slice(from, to)`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Cuts into units, without the blanks around them. A unit of `token` is a word, which is as heavy as its tokens. */
export function unitsBy(by: SplitBy, language: string): (text: string) => readonly Stretch[] {
  switch (by) {
    case "sentence": {
      const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
      return (text) =>
        Array.from(segmenter.segment(text), ({ index, segment }) =>
          trimmed(text, index, index + segment.length),
        ).filter(isThere);
    }
    case "word": {
      const segmenter = new Intl.Segmenter(language, { granularity: "word" });
      return (text) =>
        Array.from(segmenter.segment(text))
          .filter(({ isWordLike }) => isWordLike)
          .map(({ index, segment }) => ({ from: index, to: index + segment.length }));
    }
    case "paragraph":
      return (text) => between(text, /(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)\s*/gu);
    case "line":
      return (text) => between(text, /\r\n|\n|\r/gu);
    case "character": {
      const segmenter = new Intl.Segmenter(language, { granularity: "grapheme" });
      return (text) =>
        Array.from(segmenter.segment(text), ({ index, segment }) => ({
          from: index,
          to: index + segment.length,
        }));
    }
    case "token":
      return (text) =>
        Array.from(text.matchAll(/\S+/gu), ({ index, 0: word }) => ({
          from: index,
          to: index + word.length,
        }));
  }
}

/**
 * Pieces of units in a row that weigh `size` together at the most, and one at least. A piece begins so many units before the end of
 * the one before that they weigh `overlap` at the most.
 */
export function pieces(
  units: readonly Stretch[],
  size: number,
  overlap: number,
  weightOf: (unit: Stretch) => number = () => 1,
): Stretch[] {
  const weights = units.map(weightOf);
  const found: Stretch[] = [];
  for (let first = 0; first < units.length;) {
    let last = first;
    let weight = weights[first];
    while (last + 1 < units.length && weight + weights[last + 1] <= size) weight += weights[++last];
    found.push({ from: units[first].from, to: units[last].to });
    if (last === units.length - 1) break;
    let next = last + 1;
    // What is shared leaves room for the unit that is new.
    const most = Math.min(overlap, size - weights[next]);
    for (let shared = weights[next - 1]; next - 1 > first && shared <= most; shared += weights[next - 1])
      next--;
    first = next;
  }
  return found;
}

function between(text: string, ends: RegExp): readonly Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  for (const match of text.matchAll(ends)) {
    found.push(trimmed(text, at, match.index));
    at = match.index + match[0].length;
  }
  found.push(trimmed(text, at, text.length));
  return found.filter(isThere);
}

function trimmed(text: string, from: number, to: number): Stretch {
  const piece = text.slice(from, to);
  const begin = from + piece.length - piece.trimStart().length;
  return { from: begin, to: Math.max(begin, from + piece.trimEnd().length) };
}

function isThere({ from, to }: Stretch): boolean {
  return to > from;
}
