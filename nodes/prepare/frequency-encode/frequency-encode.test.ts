// frequency-encode: shares of categories, learned and looked up.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import frequencyEncode from "./frequency-encode.ts";

const schema = { fields: [field("c", "text"), field("n", "float64")] };
const frame = (values: readonly Cell[]) =>
  frameOf(
    schema,
    values.map((c) => ({ c, n: null })),
  );
const run = (values: readonly Cell[], params: Record<string, unknown> = {}) =>
  runNode(frequencyEncode, {
    params: { column: "c", frequencies: { a: 0.75, b: 0.25 }, ...params },
    inputs: { in: [frame(values)] },
  });

test("gives the share of each category; others have none", async () => {
  const { outputs, warnings } = await run(["b", "a", null, "z"]);
  expect([0, 1, 2, 3].map((row) => outputs.out[0].column("frequency").get(row))).toEqual([0.25, 0.75, 0, 0]);
  expect(warnings).toEqual([expect.stringMatching(/CATEGORY_NOT_LISTED.*"c" in 1 row, such as "z"/)]);
});

test("can fail the rows with other values", async () => {
  const { failed, outputs } = await run(["a", null, "z"], { unknown: "fail" });
  expect(failed.map(({ row, code }) => [row, code])).toEqual([
    [1, "CATEGORY_UNKNOWN"],
    [2, "CATEGORY_UNKNOWN"],
  ]);
  expect(outputs.out[0].length).toBe(1);
});

test.each([1, 2, 5])("learns shares of the rows with a value, in frames of %i", async (size) => {
  async function* frames() {
    yield* recut([frame(["b", "a", null, "a", "a"])], size);
  }
  const signal = new AbortController().signal;
  const learned = await frequencyEncode.fit!(frames(), {
    params: frequencyEncode.params.parse({ column: "c" }),
    signal,
  });
  expect(learned).toEqual({ frequencies: { a: 0.75, b: 0.25 } });
});

test.each([
  [{ frequencies: {} }, "NOT_FITTED"],
  [{ column: "zz" }, "COLUMN_UNKNOWN"],
  [{ output: "c" }, "COLUMN_DUPLICATE"],
])("%j is refused as %s", async (params, code) => {
  expect((await run([], params)).issues.map((issue) => issue.code)).toContain(code);
});

test("no rows give none", async () => {
  expect((await run([])).outputs.out[0].length).toBe(0);
});
