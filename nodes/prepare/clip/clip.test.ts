// clip: what lies beyond a limit becomes the limit, everything else stays.

import fc from "fast-check";
import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import clip from "./clip.ts";

const schema = { fields: [field("x", "float64"), field("n", "int64"), field("t", "text")] };
const run = (rows: readonly Record<string, Cell>[], params: Record<string, unknown>) =>
  runNode(clip, { params: { columns: ["x"], ...params }, inputs: { in: [frameOf(schema, rows)] } });
const cells = async (values: readonly Cell[], params: Record<string, unknown>) => {
  const { outputs } = await run(
    values.map((x) => ({ x, n: null, t: null })),
    params,
  );
  return values.map((_, row) => outputs.out[0].column("x").get(row));
};

test.each<[Record<string, unknown>, Cell[]]>([
  [{ low: 0, high: 10 }, [0, 5, 10, null, NaN, 10, 0]],
  [{ low: 0 }, [0, 5, 11, null, NaN, Infinity, 0]],
  [{ high: 10 }, [-1, 5, 10, null, NaN, 10, -Infinity]],
])("%j", async (params, expected) => {
  expect(await cells([-1, 5, 11, null, NaN, Infinity, -Infinity], params)).toEqual(expected);
});

test("is Math.min of Math.max for every number", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ noNaN: true })),
      fc.integer(),
      fc.nat(),
      async (values, low, width) => {
        const expected = values.map((value) => Math.min(Math.max(value, low), low + width));
        expect(await cells(values, { low, high: low + width })).toEqual(expected);
      },
    ),
  );
});

test("integers become float64 beside or in the place of the old, no rows give none", async () => {
  const { outputs } = await run([{ x: 1, n: 500n, t: "a" }], { columns: ["n"], high: 20, suffix: "_c" });
  expect(outputs.out[0].row(0)).toEqual({ x: 1, n: 500n, t: "a", n_c: 20 });
  expect((await run([], { low: 1 })).outputs.out.map(({ length }) => length)).toEqual([0]);
});

test.each([
  [{}, "PARAM_REQUIRED"],
  [{ low: 2, high: 1 }, "PARAM_INVALID"],
  [{ low: 0, columns: ["zz"] }, "COLUMN_UNKNOWN"],
  [{ low: 0, columns: ["t"] }, "COLUMN_TYPE"],
  [{ low: 0, columns: ["x", "x"] }, "COLUMN_DUPLICATE"],
])("%j is refused as %s", async (params, code) => {
  expect((await run([], params)).issues.map((issue) => issue.code)).toContain(code);
});
