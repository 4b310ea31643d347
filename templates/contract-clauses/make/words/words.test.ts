// Which words are taken, how much they count, and what of a vector is left in bytes.

import { expect, test } from "vitest";
import { encoderTable, weightOf } from "./encoder.ts";
import { readWordVectors } from "./word-vectors.ts";

/** The beginning of a file like the package's, with two numbers a word. */
const entry = (word: string, numbers: string) => `"${word}":[${numbers},1,0]`;
const HEAD = `{"dimensions":2,"words":["the",",","ship","Port","rare","very"],"vectors":{${[
  entry("the", "0.5,0"),
  entry(",", "9,9"),
  entry("ship", "1,0.5"),
  entry("Port", "8,8"),
  entry("rare", "-1,0.25"),
  entry("very", "2,2"),
].join(",")}}}`;

test("takes the most frequent words of letters, and those wanted whatever their rank", () => {
  const { words, ranks, vectors } = readWordVectors(HEAD, 3, new Set(["rare", "absent"]));
  expect(words).toEqual(["the", "ship", "rare"]);
  expect(ranks).toEqual([1, 3, 5]);
  expect([...vectors]).toEqual([0.5, 0, 1, 0.5, -1, 0.25]);
});

test("refuses what is no such file", () => {
  expect(() => readWordVectors("{}", 3, new Set())).toThrow("not the beginning");
});

test("frequent words count little, rare ones nearly whole", () => {
  expect(weightOf(1)).toBeCloseTo(0.001 / 0.061, 6);
  expect(weightOf(20_000)).toBeGreaterThan(0.99);
});

test("bytes and steps give the vectors back, less what all have in common; unknown words are nothing", () => {
  const read = readWordVectors(HEAD, 3, new Set(["rare"]));
  const { bytes, steps, rows, size } = encoderTable(read);
  expect([rows, size, steps[0]]).toEqual([4, 2, 0]);
  const shares = [1, 1 / 3, 1 / 5];
  const total = shares.reduce((a, b) => a + b);
  const common = [0, 1].map(
    (i) => shares.reduce((sum, share, w) => sum + share * read.vectors[2 * w + i], 0) / total,
  );
  for (let word = 0; word < 3; word++)
    for (let i = 0; i < 2; i++) {
      const got = bytes[(word + 1) * 2 + i] * steps[word + 1];
      const wanted = (read.vectors[2 * word + i] - common[i]) * weightOf(read.ranks[word]);
      expect(got).toBeCloseTo(wanted, 2);
    }
});
