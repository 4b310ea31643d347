// Tokenizers: which numbers texts get, how long ones are cut, and what is said of files that are none.

import { expect, test } from "vitest";
import { wholeWords, wordPieces } from "../../../tests/models/tokenizers.ts";
import { openTokenizer } from "./tokenizer.ts";

const open = (content: string) => openTokenizer(new TextEncoder().encode(content), "tokenizer.json");

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
