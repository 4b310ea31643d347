// tf-idf against values that another program computed by scikit-learn's formulas (Python with numpy, without our code).

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import tfIdf from "./tf-idf.ts";

const schema = { fields: [field("text", "text"), field("id", "int32")] };
const DOCS = ["The ship is late, the ship!", "Storm in the harbour: a ship waits", "rain rain rain"];
const frameWith = (texts: readonly (string | null)[]) =>
  frameOf(
    schema,
    texts.map((text, id) => ({ text, id })),
  );

async function learn(params: Record<string, unknown> = {}, texts: readonly (string | null)[] = DOCS) {
  const parsed = tfIdf.params.parse(params) as never;
  const frames = (async function* (): AsyncGenerator<Frame> {
    yield frameWith(texts.slice(0, 2));
    yield frameWith(texts.slice(2));
  })();
  return tfIdf.fit!(frames, { params: parsed, signal: new AbortController().signal });
}

async function vectors(
  params: Record<string, unknown>,
  texts: readonly (string | null)[] = DOCS,
  files = {},
) {
  const host = { files: memoryFiles(files) };
  const result = await runNode(tfIdf, { params, inputs: { in: [frameWith(texts)] }, host });
  const [out] = result.outputs.out ?? [];
  const rows =
    out &&
    Array.from({ length: out.length }, (_, row) => [...(out.column("vector").get(row) as Float32Array)]);
  return { ...result, out, rows };
}

function expectClose(rows: readonly number[][], expected: readonly number[][]) {
  expect(rows.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  rows.forEach((row, i) => row.forEach((value, at) => expect(value).toBeCloseTo(expected[i][at], 5)));
}

test("terms, their worth and the vectors are those of TfidfVectorizer()", async () => {
  const learned = await learn();
  expect(learned.vocabulary).toEqual([
    "harbour",
    "in",
    "is",
    "late",
    "rain",
    "ship",
    "storm",
    "the",
    "waits",
  ]);
  const idf = [1.693147, 1.693147, 1.693147, 1.693147, 1.693147, 1.287682, 1.693147, 1.287682, 1.693147];
  (learned.idf as number[]).forEach((value, i) => expect(value).toBeCloseTo(idf[i], 6));
  const { rows, out, schemas } = await vectors(learned);
  expectClose(rows, [
    [0, 0, 0.38845, 0.38845, 0, 0.590852, 0, 0.590852, 0],
    [0.440362, 0.440362, 0, 0, 0, 0.334907, 0.440362, 0.334907, 0.440362],
    [0, 0, 0, 0, 1, 0, 0, 0, 0],
  ]);
  expect(out.schema).toBe(schemas.out);
});

test("sublinear_tf, min_df=2, norm=None", async () => {
  const learned = await learn({ minTexts: 2 });
  expect(learned.vocabulary).toEqual(["ship", "the"]);
  expectClose((await vectors({ ...learned, sublinear: true, norm: "none" })).rows, [
    [2.180235, 2.180235],
    [1.287682, 1.287682],
    [0, 0],
  ]);
});

test("terms in too many texts, and more than are wanted, are not learned", async () => {
  expect((await learn({ maxShare: 0.5 })).vocabulary).not.toContain("the");
  expect((await learn({ maxTerms: 3 })).vocabulary).toEqual(["rain", "ship", "the"]);
  expect((await learn({}, ["rain", null, "rain"])).vocabulary).toEqual(["rain"]);
});

test("terms come from a file as well", async () => {
  const files = { "v.json": JSON.stringify({ vocabulary: ["rain", "ship"], idf: [2, 1] }) };
  const params = { vocabularyFile: "v.json", norm: "none" };
  expect((await vectors(params, ["ship rain rain"], files)).rows).toEqual([[4, 1]]);
});

test.each(["{", "[]", '{"vocabulary": ["a"], "idf": []}', '{"vocabulary": [1], "idf": [1]}'])(
  "a file that is no vocabulary is refused: %s",
  async (content) => {
    await expect(vectors({ vocabularyFile: "v.json" }, DOCS, { "v.json": content })).rejects.toMatchObject({
      code: "VOCABULARY_INVALID",
      details: { file: "v.json" },
    });
  },
);

test.each([
  [{}, "NOT_FITTED"],
  [{ vocabulary: ["a"], idf: [] }, "VOCABULARY_INVALID"],
  [{ vocabulary: ["a", "a"], idf: [1, 2] }, "VOCABULARY_INVALID"],
  [{ vocabulary: ["a"], idf: [1], output: "id" }, "COLUMN_DUPLICATE"],
  [{ vocabulary: ["a"], idf: [1], column: "id" }, "COLUMN_TYPE"],
])("%j is an issue: %s", async (params, code) => {
  expect((await vectors(params, [])).issues).toMatchObject([{ code, severity: "error" }]);
});

test("a row without a text fails", async () => {
  const { failed, rows } = await vectors({ vocabulary: ["a"], idf: [1] }, [null, ""]);
  expect(failed).toMatchObject([{ row: 0, code: "NULL_VALUE" }]);
  expect(rows).toEqual([[0]]);
});
