// Which groups of letters does a text have, and how often? The numbers a language model of letter groups sees.

/** The groups a model knows, by their length; they stand in its input in this order. */
export type KnownNgrams = ReadonlyMap<number, readonly string[]>;

export interface NgramCounter {
  /** Numbers for one text. */
  readonly size: number;
  /** Writes the share of each known group among all groups of its length, from `at` on. */
  count(letters: string, into: Float32Array, at: number): void;
}

const HYPHENS = /-+/g;
const NOT_LETTERS = /[^\p{L}\p{M}\s]/gu;
const SPACES = /\s{2,}/g;

/** A text as the model learned it: letters and single spaces, in small letters, one space at either end. */
export function lettersOf(text: string): string {
  const letters = text.replace(HYPHENS, " ").replace(NOT_LETTERS, "").replace(SPACES, " ");
  return ` ${letters.toLowerCase().trim()} `;
}

/** How many letters a text of `lettersOf` has, up to `enough`. */
export function countLetters(letters: string, enough: number): number {
  let count = 0;
  for (const sign of letters) {
    if (/\p{L}/u.test(sign)) count++;
    if (count >= enough) break;
  }
  return count;
}

export function ngramCounter(known: KnownNgrams): NgramCounter {
  const places = [...known].reduce<{ length: number; at: number; index: Map<string, number> }[]>(
    (list, [length, groups]) => {
      const last = list.at(-1);
      const at = last ? last.at + last.index.size : 0;
      return [...list, { length, at, index: new Map(groups.map((group, i) => [group, i])) }];
    },
    [],
  );
  const size = places.reduce((sum, { index }) => sum + index.size, 0);
  return {
    size,
    count(letters, into, at) {
      into.fill(0, at, at + size);
      for (const { length, at: offset, index } of places) {
        const total = letters.length - length + 1;
        if (total <= 0) continue;
        const base = at + offset;
        for (let i = 0; i < total; i++) {
          const found = index.get(letters.slice(i, i + length));
          if (found !== undefined) into[base + found]++;
        }
        for (let i = base; i < base + index.size; i++) into[i] /= total;
      }
    },
  };
}
