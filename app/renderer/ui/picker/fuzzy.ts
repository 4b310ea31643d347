// How well does what was typed match a text? Letters in order; beginnings of words and runs count more.

export interface Match {
  readonly score: number;
  /** Where the letters of the query stand in the text. */
  readonly at: readonly number[];
}

const BEGINS = 12;
const WORD = 8;
const RUN = 6;
/** A gap of ten letters costs as much as a run gains. */
const GAP = 0.6;
/** For each letter: below, the letters are strewn about and nobody meant that. */
const LEAST = 4;

/** null when a letter is missing. Words of the query may come in any order: "file csv" finds "CSV file". */
export function fuzzy(query: string, text: string): Match | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  let score = 0;
  const at = new Set<number>();
  for (const word of words) {
    const match = best(word, lower, text);
    if (!match || match.score < LEAST * word.length) return null;
    score += match.score;
    for (const place of match.at) at.add(place);
  }
  // Of two that match alike the shorter one is meant.
  return { score: score - text.length / 50, at: [...at].sort((a, b) => a - b) };
}

/** A text that is searched: how much it counts, and whether only whole beginnings of words do (long texts hold any letters). */
export type Searched = readonly [text: string, weight: number, words?: "words"];

/** Best first; among equals the old order. All of them, in order, for an empty query. */
export function ranked<T>(
  query: string,
  items: readonly T[],
  textsOf: (item: T) => readonly Searched[],
): readonly T[] {
  if (query.trim() === "") return items;
  return items
    .flatMap((item) => {
      const scores = textsOf(item).flatMap(([text, weight, words]) => {
        const match = words && !beginsWords(query, text) ? null : fuzzy(query, text);
        return match ? [match.score * weight] : [];
      });
      return scores.length > 0 ? [{ item, score: Math.max(...scores) }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}

/** Whether each word of the query begins a word of the text. */
function beginsWords(query: string, text: string): boolean {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((asked) => words.some((word) => word.startsWith(asked)));
}

/** The best of all places where the word can begin. */
function best(word: string, lower: string, text: string): Match | null {
  let found: Match | null = null;
  for (let start = lower.indexOf(word[0]); start >= 0; start = lower.indexOf(word[0], start + 1)) {
    const match = from(start, word, lower, text);
    if (!match) break;
    if (!found || match.score > found.score) found = match;
  }
  return found;
}

function from(start: number, word: string, lower: string, text: string): Match | null {
  const at: number[] = [];
  let score = 0;
  let next = start;
  for (const letter of word) {
    const place = lower.indexOf(letter, next);
    if (place < 0) return null;
    const before = at.at(-1);
    if (place === 0) score += BEGINS;
    else if (isWordStart(text, place)) score += WORD;
    if (before !== undefined) score += place === before + 1 ? RUN : -(place - before) * GAP;
    score += 1;
    at.push(place);
    next = place + 1;
  }
  return { score, at };
}

function isWordStart(text: string, place: number): boolean {
  const before = text[place - 1];
  return /[\s\-_./(]/.test(before) || (/[a-z]/.test(before) && /[A-Z]/.test(text[place]));
}
