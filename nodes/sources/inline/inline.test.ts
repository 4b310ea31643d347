// inline: rows of the workflow as a table.

import { expect, test } from "vitest";
import { formatType } from "../../../engine/frames/types.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import inline from "./inline.ts";

async function give(params: Record<string, unknown>) {
  const run = await runNode(inline, { params });
  const frames = run.outputs.out ?? [];
  return {
    ...run,
    frames,
    types: run.schemas.out?.fields.map((field) => `${field.name} ${formatType(field.type)}`),
    rows: frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row))),
  };
}

test("keys are columns, and missing ones have no value", async () => {
  const { rows, types } = await give({
    rows: [
      { n: 1, t: "a" },
      { n: 2.5, ok: true },
      { t: "b", any: [1] },
    ],
  });
  expect(types).toEqual(["n float64", "t text", "ok bool", "any json"]);
  expect(rows).toEqual([
    { n: 1, t: "a", ok: null, any: null },
    { n: 2.5, t: null, ok: true, any: null },
    { n: null, t: "b", ok: null, any: [1] },
  ]);
});

test("a column may have a name that every object has", async () => {
  const { rows } = await give({ rows: [{ n: 1 }, { n: 2, constructor: "x" }] });
  expect(rows.map((row) => Object.entries(row))).toEqual([
    [
      ["n", 1],
      ["constructor", null],
    ],
    [
      ["n", 2],
      ["constructor", "x"],
    ],
  ]);
});

test.each([
  ["float32", 0.1, Math.fround(0.1)],
  ["float64", "NaN", NaN],
  ["int64", "9007199254740993", 9007199254740993n],
  ["uint8", 255, 255],
  ["text", 5, "5"],
  ["bool", false, false],
  ["date", "1970-01-03", 2],
  ["timestamp", "1970-01-01T00:00:01Z", 1000],
])("a value declared %s may be written %j", async (type, value, want) => {
  expect((await give({ rows: [{ v: value }], types: { v: type } })).rows).toEqual([{ v: want }]);
});

test.each([
  ["uint8", 256],
  ["int32", 1.5],
  ["int64", "+1"],
  ["uint64", -1],
  ["float64", "word"],
  ["float64", ""],
  ["bool", "true"],
  ["date", "tomorrow"],
  ["timestamp", true],
  ["text", {}],
])("a value declared %s cannot be %j", async (type, value) => {
  const { issues, frames } = await give({ rows: [{ v: null }, { v: value }], types: { v: type } });
  expect(issues).toMatchObject([{ code: "CELL_INVALID", path: "params.rows[1].v", expected: type }]);
  expect(frames).toEqual([]);
});

test.each([
  [{ v: "colour" }, "TYPE_UNKNOWN"],
  [{ w: "text" }, "COLUMN_UNKNOWN"],
])("types %j are refused", async (types, code) => {
  expect((await give({ rows: [{ v: 1 }], types })).issues).toMatchObject([{ code, severity: "error" }]);
});

test("frames have the rows asked for, and rows are counted from 1", async () => {
  const { frames } = await give({ rows: [{ n: 1 }, { n: 2 }, { n: 3 }], batchRows: 2 });
  expect(frames.map(({ length, lineage }) => [length, lineage.from, lineage.to])).toEqual([
    [2, 1, 3],
    [1, 3, 4],
  ]);
});

test("no rows are no columns and no frame", async () => {
  const { types, frames, issues } = await give({});
  expect([types, frames, issues]).toEqual([[], [], []]);
});
