// Tokenizers: which numbers texts get, how long ones are cut, and what is said of files that are none.

import { expect, test } from "vitest";
import { wholeWords, wordPieces } from "../../../tests/models/tokenizers.ts";
import { systemClock } from "../../../engine/host/clock.ts";
import type { Clock } from "../../../engine/sdk/services.ts";
import { openTokenizer } from "./tokenizer.ts";

/** Ends what does not end sooner than runs do. */
const clock: Clock = {
  ...systemClock,
  within: (ms, work, late) => systemClock.within(Math.min(ms, 50), work, late),
};

const open = (content: string, by: Clock = systemClock) =>
  openTokenizer(new TextEncoder().encode(content), "tokenizer.json", { clock: by });

test("pieces of words get their numbers between the marks", async () => {
  const tokenizer = await open(wordPieces());
  expect(tokenizer.encode("Late shipments", 512)).toEqual({
    ids: [2, 4, 5, 6, 7, 3],
    tokens: ["[CLS]", "late", "ship", "##ment", "##s", "[SEP]"],
    cut: 0,
  });
});

test("a long text is cut between its marks, and it is told by how much", async () => {
  const { ids, cut } = (await open(wordPieces())).encode("late late late on time", 4);
  expect(ids).toEqual([2, 4, 4, 3]);
  expect(cut).toBe(3);
});

test.each([1.5, -5, 1e12, "7", null])("a token with the number %j is refused with its name", async (id) => {
  const file = JSON.parse(wholeWords(["a"], null)) as { model: { vocab: Record<string, unknown> } };
  file.model.vocab.odd = id;
  await expect(open(JSON.stringify(file))).rejects.toMatchObject({
    code: "TOKENIZER_UNREADABLE",
    message: `The tokenizer cannot be read: Its token "odd" has the number ${JSON.stringify(id)}.`,
  });
});

test.each([1, 2])("of %i tokens the marks remain", async (most) => {
  const { ids } = (await open(wordPieces())).encode("late on time", most);
  expect(ids).toEqual([2, 3]);
});

test("an empty text has nothing but its marks", async () => {
  expect((await open(wordPieces())).encode("", 8).ids).toEqual([2, 3]);
});

test("words that a list lacks get the number of the unknown word", async () => {
  const tokenizer = await open(wholeWords(["?", "late", "ship"], "?"));
  expect(tokenizer.encode("late cargo ship", 8).ids).toEqual([1, 0, 2]);
});

test("where no word stands for unknown ones, they are left out", async () => {
  const tokenizer = await open(wholeWords(["late", "ship"], null));
  expect(tokenizer.encode("late cargo ship", 8)).toMatchObject({ ids: [0, 1], tokens: ["late", "ship"] });
});

test("says what the file says of length and filling", async () => {
  const length = { truncation: { max_length: 128, stride: 0 }, padding: { pad_id: 9 } };
  expect(await open(wordPieces(length))).toMatchObject({ maxTokens: 128, padId: 9, vocabulary: 11 });
  expect(await open(wordPieces())).toMatchObject({ maxTokens: null, padId: 0 });
});

test("a text without end is read no further than its tokens can reach", async () => {
  const { ids } = (await open(wordPieces())).encode("late ".repeat(2_000_000), 6);
  expect(ids).toEqual([2, 4, 4, 4, 4, 3]);
});

test.each([
  ["no JSON", "late\nship\n"],
  ["JSON of something else", '{"labels": ["a"]}'],
  ["a model that is not known", wordPieces({ model: { type: "Nothing", vocab: 1 } })],
])("%s is refused with the name of the file", async (_, content) => {
  await expect(open(content)).rejects.toMatchObject({
    code: "TOKENIZER_UNREADABLE",
    details: { file: "tokenizer.json" },
  });
});

const withPattern = (step: "normalizer" | "pre_tokenizer", regex: string) => {
  const pattern = { Regex: regex };
  const of =
    step === "normalizer"
      ? { type: "Sequence", normalizers: [{ type: "Replace", pattern, content: "" }] }
      : { type: "Split", pattern, behavior: "Isolated", invert: false };
  return JSON.stringify({ ...(JSON.parse(wholeWords(["late"], null)) as object), [step]: of });
};

test.each(["normalizer", "pre_tokenizer"] as const)(
  "a pattern of the %s that tries ever more ways is ended and told, with the file",
  async (step) => {
    const tokenizer = await open(withPattern(step, "(a+)+$"), clock);
    expect(() => tokenizer.encode(`${"a".repeat(60)}!`, 512)).toThrow(
      expect.objectContaining({
        code: "TOKENIZER_ENDLESS",
        details: expect.objectContaining({ file: "tokenizer.json", fatal: true }) as object,
      }),
    );
  },
);

test("a pattern that ends is taken as it is", async () => {
  const tokenizer = await open(withPattern("pre_tokenizer", "\\s+"));
  expect(tokenizer.encode("late late", 512).ids).toEqual([0, 0]);
});
