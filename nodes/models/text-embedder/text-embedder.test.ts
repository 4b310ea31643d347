// text-embedder: vectors against ones computed by hand, whatever the lengths and the order of the texts.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { tokenTable } from "../../../tests/models/text.ts";
import { wholeWords, wordPieces } from "../../../tests/models/tokenizers.ts";
import { runWithFiles } from "../../../tests/support/run-with-files.ts";
import textEmbedder from "./text-embedder.ts";

const schema = { fields: [field("text", "text"), field("n", "int32")] };

/** Of the eleven tokens of `wordPieces`: the first number is 1 for marks, the second for "late", the third for all others. */
const TABLE = Array.from({ length: 11 }, (_, id) => [
  id === 2 || id === 3 ? 1 : 0,
  id === 4 ? 1 : 0,
  id > 4 ? 1 : 0,
]);
const tokens = tokenTable({ table: TABLE, output: "last_hidden_state", gives: "tokens" });

function embed(
  texts: readonly Cell[],
  params: Record<string, unknown> = {},
  model = tokens,
  tokenizer = wordPieces(),
) {
  const rows = texts.map((text, n) => ({ text, n }));
  return runWithFiles(
    textEmbedder,
    { "m.onnx": model, "t.json": tokenizer },
    {
      params: { column: "text", model: "m.onnx", tokenizer: "t.json", ...params },
      inputs: { in: [frameOf(schema, rows)] },
    },
  );
}

const vectorsOf = ({ rows }: { rows: readonly Record<string, Cell>[] }) =>
  rows.map(({ embedding }) => [...(embedding as Float32Array)]);

test("the mean counts the tokens of a text and not what fills its batch up", async () => {
  const texts = ["late", "late on time time time time time", "ship"];
  const vectors = vectorsOf(await embed(texts, { normalise: false }));
  expect(vectors).toEqual([
    [2 / 3, 1 / 3, 0].map(Math.fround),
    [2 / 9, 1 / 9, 6 / 9].map(Math.fround),
    [2 / 3, 0, 1 / 3].map(Math.fround),
  ]);
});

test("vectors have length 1 unless told otherwise", async () => {
  const [[a, b, c]] = vectorsOf(await embed(["late"]));
  expect([a, b, c]).toEqual([2 / Math.sqrt(5), 1 / Math.sqrt(5), 0].map(Math.fround));
});

test("the first token alone stands for the text on demand", async () => {
  expect(vectorsOf(await embed(["late on time"], { pooling: "first" }))).toEqual([[1, 0, 0]]);
});

test("what the model gives for a whole text is taken as it is", async () => {
  const model = tokenTable({ table: TABLE, output: "sentence_embedding", gives: "sum" });
  expect(vectorsOf(await embed(["late", "on time"], { normalise: false }, model))).toEqual([
    [2, 1, 0],
    [2, 0, 2],
  ]);
});

test("a text has the same vector wherever it stands and whatever stands beside it", async () => {
  const texts = Array.from({ length: 150 }, (_, i) => "late ".repeat(i % 17) + "on time ".repeat(i % 5));
  const together = vectorsOf(await embed(texts));
  const alone = await Promise.all([3, 77, 149].map(async (i) => vectorsOf(await embed([texts[i]]))[0]));
  expect([3, 77, 149].map((i) => together[i])).toEqual(alone);
});

test("puts before each text what the model was trained with", async () => {
  expect(vectorsOf(await embed(["on time"], { prompt: "late ", normalise: false }))).toEqual([
    [2 / 5, 1 / 5, 2 / 5].map(Math.fround),
  ]);
});

test("a long text is cut with a warning", async () => {
  const { warnings, rows } = await embed(["late late late on time"], { maxTokens: 4, normalise: false });
  expect(vectorsOf({ rows })).toEqual([[0.5, 0.5, 0]]);
  expect(warnings).toEqual([expect.stringMatching(/^TEXT_CUT/)]);
});

test("a text of which the model knows nothing fails, the others go on", async () => {
  const words = wholeWords(["[UNK]", "late", "time"], "[UNK]");
  const model = tokenTable({
    table: [
      [0, 0],
      [1, 0],
      [0, 1],
    ],
    output: "sentence_embedding",
    gives: "sum",
  });
  const { rows, failed } = await embed(["late", "", "Xyzzy", null, "time"], {}, model, words);
  expect(vectorsOf({ rows })).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(failed.map(({ row, code }) => [row, code])).toEqual([
    [3, "NULL_VALUE"],
    [1, "TEXT_UNKNOWN"],
    [2, "TEXT_UNKNOWN"],
  ]);
});

test("an empty frame passes with its position", async () => {
  const { outputs } = await embed([]);
  expect(outputs.out.map((frame) => frame.length)).toEqual([0]);
});

test("a tokenizer that is none is told before a run", async () => {
  await expect(embed(["a"], {}, tokens, "late\ntime\n")).rejects.toMatchObject({
    code: "TOKENIZER_UNREADABLE",
  });
});

test("a text that the model answers with NaN fails for that reason, the others go on", async () => {
  const model = tokenTable({
    table: TABLE.map((row, token) => (token === 4 ? row.map(() => NaN) : row)),
    gives: "sum",
    output: "sentence_embedding",
  });
  const { rows, failed } = await embed(["late", "on time"], {}, model);
  expect(rows).toHaveLength(1);
  expect(failed).toMatchObject([{ row: 0, code: "MODEL_ANSWER_NAN" }]);
});
