// text-classifier: the three ways in which text goes into a model, labels from everywhere, and what is said when things do not fit.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { mlp } from "../../../tests/models/make.ts";
import { hashedSpam, tokenTable, wholeTexts } from "../../../tests/models/text.ts";
import { wordPieces } from "../../../tests/models/tokenizers.ts";
import { runWithFiles } from "../../../tests/support/run-with-files.ts";
import { hashOf } from "../../_shared/text/hashed-words.ts";
import textClassifier from "./text-classifier.ts";

const schema = { fields: [field("text", "text"), field("n", "int32")] };
const HASHING = { pairs: 1, weights: "binary", unit: false };
const spamModel = hashedSpam([hashOf("money") % 64], HASHING);

/** Tokens 0 to 10 of `wordPieces`; "late" is for the first class, "time" for the second. */
const TABLE = Array.from({ length: 11 }, (_, id) => [id === 4 ? 2 : 0, id === 9 ? 2 : 0]);
const logits = tokenTable({ table: TABLE, output: "logits", gives: "sum" });

function classify(
  texts: readonly Cell[],
  params: Record<string, unknown>,
  files: Record<string, string | Uint8Array>,
) {
  const rows = texts.map((text, n) => ({ text, n }));
  return runWithFiles(textClassifier, files, {
    params: { column: "text", model: "m.onnx", ...params },
    inputs: { in: [frameOf(schema, rows)] },
  });
}

const byTokens = (texts: readonly Cell[], params: Record<string, unknown> = {}, model = logits) =>
  classify(texts, { tokenizer: "t.json", ...params }, { "m.onnx": model, "t.json": wordPieces() });

test("hashes words as the model's file says, and names classes as it does", async () => {
  const { rows } = await classify(["Money now", "see you"], {}, { "m.onnx": spamModel });
  expect(rows).toMatchObject([
    { text: "Money now", n: 0, label: "spam", score: expect.closeTo(0.982, 3) as number },
    { text: "see you", n: 1, label: "ham", score: expect.closeTo(0.982, 3) as number },
  ]);
});

test("hashes words as the node says where the file is silent", async () => {
  const files = { "m.onnx": hashedSpam([hashOf("money") % 64], null) };
  await expect(classify(["money"], { reads: "hashes" }, files)).rejects.toMatchObject({
    code: "MODEL_METADATA",
  });
  const { rows } = await classify(["money"], { reads: "hashes", hashing: HASHING }, files);
  expect(rows[0].label).toBe("spam");
});

test("turns text into the numbers of its tokens, texts of all lengths in their order", async () => {
  const texts = ["late", "on time time time", "", "the late late ship", "time"];
  const { rows } = await byTokens(texts, { labels: ["late", "fine"] });
  expect(rows.map(({ label }) => label)).toEqual(["late", "fine", "late", "late", "fine"]);
  expect(rows.map(({ text }) => text)).toEqual(texts);
  // Two logits 2 and 0, softmaxed since the output is called logits.
  expect(rows[0].score).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
});

test.each(["int64", "int32"] as const)(
  "takes models that want %s, and those of a fixed width",
  async (dtype) => {
    const model = tokenTable({ table: TABLE, output: "logits", gives: "sum", dtype, width: 6 });
    const { rows } = await byTokens(["time", "late late late late late late late late time"], {}, model);
    expect(rows.map(({ label }) => label)).toEqual(["1", "0"]);
  },
);

test("gives text as it is to a model that takes text", async () => {
  const { rows } = await classify(
    ["yes", "no", "maybe"],
    { labels: ["no", "yes"] },
    { "m.onnx": wholeTexts() },
  );
  expect(rows.map(({ label }) => label)).toEqual(["yes", "no", "no"]);
  expect(rows[2].score).toBe(0.5);
});

test.each([
  ["a line each", "labels.txt", "late\nfine\n"],
  ["Hugging Face's config.json", "config.json", '{"id2label": {"1": "fine", "0": "late"}}'],
])("reads labels from %s", async (_, name, content) => {
  const files = { "m.onnx": logits, "t.json": wordPieces(), [name]: content };
  const { rows } = await classify(["on time"], { tokenizer: "t.json", labelsFile: name }, files);
  expect(rows[0].label).toBe("fine");
});

test("sigmoid takes each class by itself; a list and a column for each on demand", async () => {
  const params = { labels: ["late", "fine"], activation: "sigmoid", top: 2, each: true };
  const { rows } = await byTokens(["late on time"], params);
  const sure = expect.closeTo(0.8808, 4) as number;
  expect(rows[0]).toMatchObject({ label: "late", score: sure, score_late: sure, score_fine: sure });
  expect(rows[0].label_best).toMatchObject([{ label: "late" }, { label: "fine" }]);
});

test("below the least score the label stays empty", async () => {
  const { rows } = await byTokens(["late", "ship"], { labels: ["late", "fine"], minScore: 0.8 });
  expect(rows.map(({ label }) => label)).toEqual(["late", null]);
});

test("a long text is cut with a warning that says how long it is", async () => {
  const { rows, warnings } = await byTokens(["late on time time time"], { maxTokens: 4 });
  expect(rows[0].label).toBe("0");
  expect(warnings).toEqual([
    expect.stringMatching(/^TEXT_CUT: A text has 7 tokens or more, and the model reads 4/),
  ]);
});

test("a row without a text fails, the others go on", async () => {
  const { rows, failed } = await byTokens([null, "late"]);
  expect(failed).toMatchObject([{ row: 0, code: "NULL_VALUE", column: "text" }]);
  expect(rows).toMatchObject([{ n: 1, label: "0" }]);
});

test("an empty frame passes with its position", async () => {
  const { outputs } = await byTokens([]);
  expect(outputs.out.map((frame) => frame.length)).toEqual([0]);
});

test("a model of tokens without a tokenizer is an issue", async () => {
  const { issues } = await classify(["a"], {}, { "m.onnx": logits });
  expect(issues).toMatchObject([{ code: "TOKENIZER_MISSING", path: "params.tokenizer" }]);
});

test("too many or too few labels are an issue", async () => {
  const { issues } = await byTokens(["a"], { labels: ["one"] });
  expect(issues).toMatchObject([
    { code: "LABELS_COUNT", expected: "2 labels", got: "1", path: "params.labels" },
  ]);
});

test.each([
  ["labels, where the file leaves it open", "C", { labels: ["one"] }, "LABELS_COUNT", "1"],
  ["its file says", 3, {}, "MODEL_OUTPUT_SHAPE", "2"],
])(
  "a model that answers another number of classes than %s is refused",
  async (_, says, params, code, got) => {
    const model = tokenTable({ table: TABLE, output: "logits", gives: "sum", says });
    await expect(byTokens(["late"], params, model)).rejects.toMatchObject({
      code,
      details: { got, fatal: true },
    });
  },
);

test("a tokenizer of another model is told from other errors", async () => {
  const small = tokenTable({ table: TABLE.slice(0, 5), output: "logits", gives: "sum" });
  await expect(byTokens(["on time"], {}, small)).rejects.toMatchObject({
    code: "TOKENIZER_MISFIT",
    details: { got: "numbers up to 9, of a tokenizer with 11 tokens", fatal: true },
  });
});

test("a model that takes something else is refused with what it takes", async () => {
  const files = { "m.onnx": mlp(), "t.json": wordPieces() };
  await expect(classify(["a"], { tokenizer: "t.json" }, files)).rejects.toMatchObject({
    code: "MODEL_INPUT_MISMATCH",
    message: "The model does not take tokens. It takes x float32[N,16].",
  });
});

test("an output that is not there is refused with those that are", async () => {
  await expect(byTokens(["a"], { scoreOutput: "scores" })).rejects.toMatchObject({
    code: "MODEL_OUTPUT_UNKNOWN",
    details: { got: "logits float32[N,2]" },
  });
});

test("a text that the model answers with NaN fails, and the others keep their answers", async () => {
  const table = TABLE.map((row, token) => (token === 9 ? row.map(() => NaN) : row));
  const model = tokenTable({ table, output: "logits", gives: "sum" });
  const { rows, failed } = await byTokens(["late", "time", "late"], {}, model);
  expect(rows.map(({ n, label }) => [n, label])).toEqual([
    [0, "0"],
    [2, "0"],
  ]);
  expect(failed).toMatchObject([
    { row: 1, code: "MODEL_ANSWER_NAN", cause: expect.stringContaining("logits") as string },
  ]);
});
