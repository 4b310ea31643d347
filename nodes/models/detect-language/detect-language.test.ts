// detect-language: which language it names, when it names none, and what it says of models that are no such model.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { mlp } from "../../../tests/models/make.ts";
import { letterLanguages } from "../../../tests/models/text.ts";
import { runWithFiles } from "../../../tests/support/run-with-files.ts";
import detectLanguage from "./detect-language.ts";
import { lettersOf, ngramCounter } from "./ngrams.ts";

const schema = { fields: [field("text", "text"), field("n", "int32")] };

function detect(texts: readonly Cell[], params: Record<string, unknown> = {}, model = letterLanguages()) {
  const rows = texts.map((text, n) => ({ text, n }));
  return runWithFiles(
    detectLanguage,
    { "m.onnx": model },
    { params: { column: "text", model: "m.onnx", ...params }, inputs: { in: [frameOf(schema, rows)] } },
  );
}

test("names the language of each text, and how sure that is", async () => {
  const { rows } = await detect(["aaa", "Bbb, bbb!", "ab"]);
  expect(rows.map(({ language }) => language)).toEqual(["aish", "bish", "aish"]);
  expect(rows[0].language_score).toBeGreaterThan(0.99);
  expect(rows[2].language_score).toBe(0.5);
  expect(rows[1]).toMatchObject({ text: "Bbb, bbb!", n: 1 });
});

test.each([[""], ["42 !?"]])("%j has no language, and the row does not fail", async (text) => {
  const { rows, failed } = await detect([text, "bb"]);
  expect(rows.map(({ language, language_score }) => [language, language_score])).toEqual([
    [null, null],
    ["bish", expect.closeTo(1, 3)],
  ]);
  expect(failed).toEqual([]);
});

test("a row without a text fails, the others go on", async () => {
  const { rows, failed } = await detect([null, "bb"]);
  expect(failed).toMatchObject([{ row: 0, code: "NULL_VALUE", column: "text" }]);
  expect(rows).toMatchObject([{ n: 1, language: "bish" }]);
});

test("an unsure answer stays empty, and says how unsure it was", async () => {
  const { rows } = await detect(["ab"], { minScore: 0.9 });
  expect(rows[0]).toMatchObject({ language: null, language_score: 0.5 });
});

test("a text with too few letters has none", async () => {
  const { rows } = await detect(["aa", "aaaa"], { minLetters: 3 });
  expect(rows.map(({ language }) => language)).toEqual([null, "aish"]);
});

test("only the languages that may come share the score", async () => {
  const { rows } = await detect(["aaa"], { among: ["bish"] });
  expect(rows[0]).toMatchObject({ language: "bish", language_score: 1 });
});

test("lists the best ones on demand", async () => {
  const { rows } = await detect(["aaab", "?"], { top: 2 });
  expect(rows[0].language_best).toMatchObject([{ label: "aish" }, { label: "bish" }]);
  expect(rows[1].language_best).toBeNull();
});

test("looks no further than it is told", async () => {
  const { rows } = await detect(["aaabbbbbbbbbbbbbbbbb"], { maxCharacters: 3 });
  expect(rows[0].language).toBe("aish");
});

test("an empty frame passes with its position", async () => {
  const { outputs } = await detect([]);
  expect(outputs.out.map((frame) => frame.length)).toEqual([0]);
});

test("a model without letter groups is named, with what it lacks", async () => {
  await expect(detect(["a"], {}, mlp())).rejects.toMatchObject({
    code: "MODEL_METADATA",
    details: { expected: "labels in the model's metadata", got: "nothing" },
  });
});

test("a language that the model does not know is an issue with a repair", async () => {
  const { issues } = await detect(["a"], { among: ["aish", "cish"] });
  expect(issues).toMatchObject([
    { code: "LABEL_UNKNOWN", got: "cish", fix: { commands: [{ param: "among", value: ["aish"] }] } },
  ]);
});

test("a column that is no text is an issue", async () => {
  const { issues } = await detect(["a"], { column: "n" });
  expect(issues).toMatchObject([{ code: "COLUMN_TYPE", path: "params.column" }]);
});

test("counts groups as shares of all groups of their length", () => {
  const { size, count } = ngramCounter(
    new Map([
      [1, [" ", "a"]],
      [2, ["ab"]],
    ]),
  );
  const into = new Float32Array(size);
  count(lettersOf("Ab-ab"), into, 0);
  // " ab ab ": three spaces and two a among seven, two ab among six.
  expect([...into]).toEqual([3 / 7, 2 / 7, 2 / 6].map(Math.fround));
});
