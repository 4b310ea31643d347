// target-encode: means of a target, learned with smoothing and looked up.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import targetEncode from "./target-encode.ts";

const schema = { fields: [field("c", "text"), field("y", "float64")] };
const frame = (rows: readonly (readonly [Cell, Cell])[]) =>
  frameOf(
    schema,
    rows.map(([c, y]) => ({ c, y })),
  );
const fitted = { column: "c", target: "y", mean: 3, means: { a: 1, b: 5 } };
const run = (cells: readonly Cell[], params: Record<string, unknown> = {}) =>
  runNode(targetEncode, {
    params: { ...fitted, ...params },
    inputs: { in: [frame(cells.map((c) => [c, null]))] },
  });

async function learn(rows: readonly (readonly [Cell, Cell])[], smoothing: number, size = 3) {
  async function* frames() {
    yield* recut([frame(rows)], size);
  }
  const params = targetEncode.params.parse({ column: "c", target: "y", smoothing });
  return targetEncode.fit!(frames(), { params, signal: new AbortController().signal });
}

test("gives the mean of each category, and that of all to others", async () => {
  const { outputs } = await run(["b", "a", "z", null]);
  expect([0, 1, 2, 3].map((row) => outputs.out[0].column("target_mean").get(row))).toEqual([5, 1, 3, 3]);
});

const rows: (readonly [Cell, Cell])[] = [
  ["a", 1],
  ["a", 3],
  ["b", 8],
  ["b", null],
  [null, 4],
  ["z", NaN],
];

test.each([1, 2, 9])("learns means without smoothing, in frames of %i", async (size) => {
  expect(await learn(rows, 0, size)).toEqual({ mean: 4, means: { a: 2, b: 8 } });
});

test("smoothing draws rare categories to the mean of all", async () => {
  expect(await learn(rows, 2)).toEqual({ mean: 4, means: { a: (4 + 8) / 4, b: (8 + 8) / 3 } });
});

test("rows to be encoded need no target", async () => {
  const scored = frameOf({ fields: [schema.fields[0]] }, [{ c: "a" }]);
  const { issues, outputs } = await runNode(targetEncode, { params: fitted, inputs: { in: [scored] } });
  expect(issues).toEqual([]);
  expect(outputs.out[0].row(0)).toEqual({ c: "a", target_mean: 1 });
});

test.each([
  [{ means: {} }, "NOT_FITTED"],
  [{ means: {}, target: "" }, "PARAM_REQUIRED"],
  [{ means: {}, target: "zz" }, "COLUMN_UNKNOWN"],
  [{ target: "c" }, "COLUMN_TYPE"],
  [{ column: "zz" }, "COLUMN_UNKNOWN"],
  [{ output: "c" }, "COLUMN_DUPLICATE"],
])("%j is refused as %s", async (params, code) => {
  expect((await run([], params)).issues.map((issue) => issue.code)).toContain(code);
});

test("no rows give none", async () => {
  expect((await run([])).outputs.out[0].length).toBe(0);
});
