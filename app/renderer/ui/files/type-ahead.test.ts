// Do letters typed in a list of files lead to the name they spell?

import { expect, test } from "vitest";
import { NOTHING_TYPED, placeByTyping, typed } from "./type-ahead.ts";

const NAMES = ["media", "mnt", "My files", "tea", "tmp", "trash", "ttt"];

/** Types the letters, so many milliseconds apart, from the first name on. */
function typing(letters: string, gapMs: number): string {
  let place = 0;
  let word = NOTHING_TYPED;
  [...letters].forEach((letter, at) => {
    word = typed(word, letter, at * gapMs);
    place = placeByTyping(NAMES, place, word) ?? place;
  });
  return NAMES[place];
}

test.each([
  ["tm", "tmp"],
  ["tra", "trash"],
  ["T", "tea"],
  ["my f", "My files"],
  ["tx", "tea"],
  ["m", "mnt"],
  ["mm", "My files"],
  ["ttt", "ttt"],
])("%s leads to %s", (letters, name) => expect(typing(letters, 100)).toBe(name));

test("after a pause a letter begins a new word", () => expect(typing("tm", 2000)).toBe("media"));
