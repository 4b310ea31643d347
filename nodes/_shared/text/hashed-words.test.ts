// Hashing words: known hashes, the ways of counting, and pairs.

import { expect, test } from "vitest";
import { hashOf, hashWords, wordsOf, type HashRules } from "./hashed-words.ts";

const RULES: HashRules = { buckets: 64, pairs: 1, weights: "count", unit: false };

function row(text: string, rules: Partial<HashRules> = {}): Record<number, number> {
  const into = new Float32Array(64);
  hashWords(text, { ...RULES, ...rules }, into, 0);
  return Object.fromEntries([...into.entries()].filter(([, value]) => value !== 0));
}

// The test vectors of the hash's authors (Fowler, Noll, Vo).
test.each([
  ["", 0x811c9dc5],
  ["a", 0xe40c292c],
  ["foobar", 0xbf9cf968],
])("the hash of %j is the published one", (text, hash) => {
  expect(hashOf(text)).toBe(hash);
});

test("words are letters and digits in small letters, also around an apostrophe", () => {
  expect(wordsOf("Don't PAY £500, Straße-12!")).toEqual(["don't", "pay", "500", "straße", "12"]);
  expect(wordsOf("?!")).toEqual([]);
});

test("counts each word at its place", () => {
  expect(row("late ship late")).toEqual({ [hashOf("late") % 64]: 2, [hashOf("ship") % 64]: 1 });
});

test("counts pairs of words as well on demand", () => {
  const pair = hashOf("late ship") % 64;
  expect(row("late ship", { pairs: 2 })[pair]).toBeGreaterThanOrEqual(1);
  expect(Object.values(row("late ship", { pairs: 2 })).reduce((a, b) => a + b)).toBe(3);
});

test.each([
  ["binary", 1],
  ["count", 3],
  ["log", Math.fround(1 + Math.log(3))],
] as const)("a word that stands three times counts as %s says", (weights, wanted) => {
  expect(Object.values(row("late late late", { weights }))).toEqual([wanted]);
});

test("a row of length 1 does not depend on how long the text is", () => {
  const short = row("late ship", { unit: true });
  expect(row("late ship late ship", { unit: true })).toEqual(short);
  expect(Object.values(short)).toEqual([Math.SQRT1_2, Math.SQRT1_2].map(Math.fround));
});

test("a text without words is a row of zeros", () => {
  expect(row("…", { unit: true })).toEqual({});
});
