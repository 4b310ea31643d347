// hash-text against published hashes and against vectors that another program computed (Python, without our code).

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { TensorColumn } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { murmur3, murmur3Bytes } from "../../_shared/text/murmur3.ts";
import { termsBy } from "../../_shared/text/terms.ts";
import hashText from "./hash-text.ts";

const schema = { fields: [field("text", "text"), field("id", "int32")] };

async function hash(texts: readonly (string | null)[], params: Record<string, unknown> = {}) {
  const frame = frameOf(
    schema,
    texts.map((text, id) => ({ text, id })),
  );
  const result = await runNode(hashText, { params, inputs: { in: [frame] } });
  const frames = result.outputs.out ?? [];
  const vectors = () =>
    frames.flatMap((out) =>
      Array.from({ length: out.length }, (_, row) => [
        ...((out.columns.at(-1) as TensorColumn).get(row) as Float32Array),
      ]),
    );
  return { ...result, frames, vectors };
}

test.each([
  // scikit-learn's own tests.
  ["foo", 0, -156908512],
  ["foo", 42, -1322301282],
  // Appleby's reference.
  ["", 0, 0],
  ["", 1, 0x514e28b7],
  ["The quick brown fox jumps over the lazy dog", 0x9747b28c, 0x2fa826cd],
  // Python, over the UTF-8 bytes.
  ["Grüße 世界", 0, -579097825],
])("the hash of %j with seed %i is %i", (text, seed, expected) => {
  expect(murmur3(text, seed)).toBe(expected);
});

test("a long text has the hash of its bytes", () => {
  const long = "ä€😀".repeat(500);
  expect(murmur3(long)).toBe(murmur3Bytes(new TextEncoder().encode(long)));
});

const DOCS = ["The ship is late, the ship!", "Storm in the harbour: a ship waits", "rain rain rain"];

test("vectors are those of HashingVectorizer(n_features=16, ngram_range=(1, 2))", async () => {
  const { vectors, schemas, frames } = await hash(DOCS, { buckets: 16, longest: 2 });
  const expected = [
    [0, 0, 0, 0, 0, 0.2, -0.8, 0, 0.2, 0.2, 0.2, 0, 0, 0.2, -0.4, 0],
    [
      -0.258199, 0.516398, 0, 0.258199, 0.258199, 0, -0.516398, 0, 0, 0.258199, 0, 0.258199, 0.258199, 0,
      -0.258199, 0,
    ],
    [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ];
  vectors().forEach((vector, i) =>
    vector.forEach((value, at) => expect(value).toBeCloseTo(expected[i][at], 6)),
  );
  expect(frames[0].schema).toBe(schemas.out);
  expect(frames[0].columns.at(-1)?.type).toEqual({ type: "tensor", dtype: "float32", shape: [16] });
});

test.each([
  [{ signed: false, norm: "none" }, [3]],
  [{ norm: "l1" }, [1]],
  [{ binary: true, norm: "none" }, [1]],
])("%j of one word three times", async (params, expected) => {
  const { vectors } = await hash(["rain rain rain"], { buckets: 8, ...params });
  expect(vectors()[0].filter((value) => value !== 0)).toEqual(expected);
});

test.each([
  ["word", 1, 1, "The cat's on a mat_1.", ["the", "cat", "on", "mat_1"]],
  ["word", 1, 2, "big red ship", ["big", "red", "ship", "big red", "red ship"]],
  ["word", 2, 3, "one two", ["one two"]],
  ["char", 2, 3, "ab  c", ["ab", "b ", " c", "ab ", "b c"]],
  ["char", 1, 1, "😀x", ["😀", "x"]],
  ["char-word", 3, 3, "ab  c", [" ab", "ab ", " c "]],
  ["char-word", 4, 5, "to go", [" to ", " go "]],
] as const)("terms: %s %i to %i of %j", (terms, shortest, longest, text, expected) => {
  const rules = { terms, shortest, longest, lowercase: true, stopWords: [] };
  expect(termsBy(rules)(text)).toEqual(expected);
});

test("words that are left out are no part of longer terms", () => {
  const rules = { terms: "word", shortest: 1, longest: 2, lowercase: true, stopWords: ["the"] } as const;
  expect(termsBy(rules)("over the sea")).toEqual(["over", "sea", "over sea"]);
});

test("an empty text is a vector of 0; a row without a text fails", async () => {
  const { vectors, failed } = await hash(["", null, "! ?"], { buckets: 4 });
  expect(vectors()).toEqual([
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
  expect(failed).toMatchObject([{ row: 1, code: "NULL_VALUE" }]);
});

test("vectors of many numbers go on a few rows at a time, with their places", async () => {
  const { frames } = await hash(
    Array.from({ length: 40 }, (_, i) => `word${i}`),
    { buckets: 262_144 },
  );
  expect(frames.map(({ length, lineage }) => [length, lineage.from, lineage.to])).toEqual([
    [16, 0, 16],
    [16, 16, 32],
    [8, 32, 40],
  ]);
  expect((await hash([], { buckets: 4 })).frames.map(({ length }) => length)).toEqual([0]);
});

test.each([
  [{ column: "id" }, "COLUMN_TYPE"],
  [{ output: "id" }, "COLUMN_DUPLICATE"],
  [{ shortest: 3 }, "RANGE_EMPTY"],
])("%j is an issue: %s", async (params, code) => {
  expect((await hash([], params)).issues).toMatchObject([{ code, severity: "error" }]);
});
