// bucket: ranges of numbers, given or learned.

import fc from "fast-check";
import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import bucket from "./bucket.ts";

const schema = { fields: [field("x", "float64"), field("t", "text")] };
const frame = (values: readonly Cell[]) =>
  frameOf(
    schema,
    values.map((x) => ({ x, t: null })),
  );
const run = (values: readonly Cell[], params: Record<string, unknown>) =>
  runNode(bucket, { params: { column: "x", ...params }, inputs: { in: [frame(values)] } });
const cells = async (values: readonly Cell[], params: Record<string, unknown>) => {
  const { outputs } = await run(values, params);
  return values.map((_, row) => outputs.out[0].column("bucket").get(row));
};

async function learned(values: readonly Cell[], params: Record<string, unknown>) {
  async function* once() {
    yield frame(values);
  }
  const signal = new AbortController().signal;
  return bucket.fit!(once(), { params: bucket.params.parse({ column: "x", ...params }), signal });
}

test("an edge belongs to the range above it; empty cells and NaN lie in none", async () => {
  const values = [-1, 0, 5, 10, 99, 100, Infinity, -Infinity, null, NaN];
  expect(await cells(values, { edges: [0, 10, 100] })).toEqual([0, 1, 1, 2, 2, 3, 3, 0, null, null]);
});

test("ranges in words", async () => {
  const expected = ["below 0", "0 to 10", "from 10", null];
  expect(await cells([-1, 0, 10, null], { edges: [0, 10], as: "label" })).toEqual(expected);
});

test("is the number of edges that are not above the value", async () => {
  const edges = fc
    .uniqueArray(fc.integer({ min: -20, max: 20 }), { minLength: 1 })
    .map((all) => all.sort((a, b) => a - b));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -25, max: 25 })), edges, async (values, own) => {
      expect(await cells(values, { edges: own })).toEqual(
        values.map((value) => own.filter((edge) => edge <= value).length),
      );
    }),
  );
});

test("learns ranges of as many rows, or of one width", async () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 100, NaN, null];
  expect(await learned(values, { buckets: 4 })).toEqual({ edges: [3, 5, 7] });
  expect(await learned([0, 100, 3], { buckets: 4, way: "width" })).toEqual({ edges: [25, 50, 75] });
  expect(await learned([5, 5, 5], { buckets: 4 })).toEqual({ edges: [5] });
  expect(await learned([], { buckets: 4 })).toEqual({ edges: [] });
});

test.each([
  [{}, "NOT_FITTED"],
  [{ edges: [2, 1] }, "PARAM_INVALID"],
  [{ edges: [1, 1] }, "PARAM_INVALID"],
  [{ edges: [1], column: "t" }, "COLUMN_TYPE"],
  [{ edges: [1], column: "zz" }, "COLUMN_UNKNOWN"],
  [{ edges: [1], output: "t" }, "COLUMN_DUPLICATE"],
])("%j is refused as %s", async (params, code) => {
  expect((await run([], params)).issues.map((issue) => issue.code)).toContain(code);
});

test("no rows give none", async () => {
  expect((await run([], { edges: [1] })).outputs.out[0].length).toBe(0);
});
