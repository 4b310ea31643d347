// generate: rows by chance that are the same for the same seed, whatever the frames.

import { expect, test } from "vitest";
import { formatType } from "../../../engine/frames/types.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import generate from "./generate.ts";

const columns = {
  u: { kind: "uniform", min: -1, max: 3 },
  g: { kind: "normal", mean: 10, deviation: 2 },
  i: { kind: "integer", min: 1, max: 6 },
  c: { kind: "choice", values: ["red", "blue"], nulls: 0.25 },
  b: { kind: "bool", probability: 0.2 },
  s: { kind: "sequence", start: 5, step: -0.5 },
  t: { kind: "timestamp", start: "2025-01-01T00:00:00+01:00", stepMs: 60_000 },
  n: { kind: "uniform", nulls: 0.5 },
};

async function give(params: Record<string, unknown>) {
  const run = await runNode(generate, { params: { columns, ...params } });
  const frames = run.outputs.out ?? [];
  return {
    ...run,
    frames,
    rows: frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row))),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("columns are what they are said to be", async () => {
  const { rows, schemas } = await give({ rows: 20_000 });
  const numbers = (name: string) =>
    rows.map((row) => row[name]).filter((value) => value !== null) as number[];
  expect(schemas.out!.fields.map((field) => `${field.name} ${formatType(field.type)}`)).toEqual([
    "u float64",
    "g float64",
    "i int32",
    "c text",
    "b bool",
    "s float64",
    "t timestamp (UTC)",
    "n float64",
  ]);
  expect(numbers("u").every((value) => value >= -1 && value < 3)).toBe(true);
  // Means of 20,000 draws lie within five standard errors.
  expect(Math.abs(mean(numbers("u")) - 1)).toBeLessThan(5 * (4 / Math.sqrt(12 * 20_000)));
  expect(Math.abs(mean(numbers("g")) - 10)).toBeLessThan(5 * (2 / Math.sqrt(20_000)));
  expect(Math.abs(mean(numbers("g").map((value) => (value - 10) ** 2)) - 4)).toBeLessThan(0.3);
  expect(new Set(numbers("i"))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  expect(new Set(rows.map((row) => row.c))).toEqual(new Set(["red", "blue", null]));
  expect(Math.abs(mean(rows.map((row) => Number(row.b))) - 0.2)).toBeLessThan(0.02);
  expect(rows.slice(0, 3).map((row) => row.s)).toEqual([5, 4.5, 4]);
  expect(rows[2].t).toBe(Date.UTC(2024, 11, 31, 23, 2));
  expect(Math.abs(numbers("n").length / 20_000 - 0.5)).toBeLessThan(0.02);
});

test("the same seed gives the same rows in frames of any size, another seed others", async () => {
  const { rows } = await give({ rows: 300 });
  expect((await give({ rows: 300 })).rows).toEqual(rows);
  expect((await give({ rows: 300, batchRows: 1 })).rows).toEqual(rows);
  expect((await give({ rows: 300, batchRows: 7 })).rows).toEqual(rows);
  expect((await give({ rows: 300, seed: 2 })).rows).not.toEqual(rows);
});

test("a column's values do not depend on the others, nor on how many rows follow", async () => {
  const { rows } = await give({ rows: 50 });
  const alone = await give({ rows: 3000, columns: { g: columns.g } });
  expect(alone.rows.slice(0, 50).map((row) => row.g)).toEqual(rows.map((row) => row.g));
});

test("the first numbers of a seed never change", async () => {
  const { rows } = await give({
    rows: 3,
    seed: 42,
    columns: { x: { kind: "uniform" }, k: { kind: "integer", max: 999 } },
  });
  expect(rows).toMatchInlineSnapshot(`
    [
      {
        "k": 600,
        "x": 0.46003245026804507,
      },
      {
        "k": 614,
        "x": 0.6590777051169425,
      },
      {
        "k": 656,
        "x": 0.40706009906716645,
      },
    ]
  `);
});

test("single-row frames have one row each and count them from 1", async () => {
  const { frames } = await give({ rows: 3, batchRows: 1 });
  expect(frames.map(({ length, lineage }) => [length, lineage.from, lineage.to])).toEqual([
    [1, 1, 2],
    [1, 2, 3],
    [1, 3, 4],
  ]);
});

test.each([
  [{ x: { kind: "uniform", min: 2, max: 1 } }, "RANGE_EMPTY"],
  [{ x: { kind: "timestamp", start: "soon" } }, "CELL_INVALID"],
])("columns %j are refused", async (bad, code) => {
  expect((await give({ columns: bad })).issues).toMatchObject([{ code, path: "params.columns.x" }]);
});
