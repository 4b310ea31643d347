// log-scale: logarithms, and numbers that have none.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import logScale from "./log-scale.ts";

const schema = { fields: [field("x", "float64"), field("t", "text")] };
const run = (values: readonly Cell[], params: Record<string, unknown>) =>
  runNode(logScale, {
    params: { columns: ["x"], ...params },
    inputs: {
      in: [
        frameOf(
          schema,
          values.map((x) => ({ x, t: null })),
        ),
      ],
    },
  });

test.each<[string, number, number]>([
  ["log1p", Math.E - 1, 1],
  ["log1p", 0, 0],
  ["symmetric", 1 - Math.E, -1],
  ["ln", Math.E, 1],
  ["log10", 1000, 3],
  ["log2", 0.25, -2],
])("%s of %d is %d", async (way, value, expected) => {
  const { outputs } = await run([value], { way });
  expect(outputs.out[0].column("x_log").get(0)).toBeCloseTo(expected, 12);
});

test("empty cells and NaN stay what they are", async () => {
  const { outputs, failed } = await run([null, NaN, Infinity], { way: "ln" });
  expect(failed).toEqual([]);
  expect([0, 1, 2].map((row) => outputs.out[0].column("x_log").get(row))).toEqual([null, NaN, Infinity]);
});

test.each([
  ["ln", [0, -1, 1], [0, 1]],
  ["log1p", [-1, -2, 1, -0.5], [0, 1]],
  ["symmetric", [-1, 0], []],
])("%s of %j fails the rows %j", async (way, values, rows) => {
  const { failed, outputs } = await run(values, { way });
  expect(failed.map(({ row, code }) => [row, code])).toEqual(rows.map((row) => [row, "LOGARITHM_NONE"]));
  expect(outputs.out[0].length).toBe(values.length - rows.length);
});

test("or leaves their cells empty", async () => {
  const { outputs, failed, schemas } = await run([0, 1], { way: "ln", outside: "empty", suffix: "" });
  expect(failed).toEqual([]);
  expect([0, 1].map((row) => outputs.out[0].column("x").get(row))).toEqual([null, 0]);
  expect(schemas.out?.fields[0].nullable).toBe(true);
});

test("no rows give none, and wrong columns are refused", async () => {
  expect((await run([], {})).outputs.out[0].length).toBe(0);
  expect((await run([], { columns: ["t"] })).issues).toMatchObject([{ code: "COLUMN_TYPE" }]);
  expect((await run([], { columns: ["zz"] })).issues).toMatchObject([{ code: "COLUMN_UNKNOWN" }]);
});
