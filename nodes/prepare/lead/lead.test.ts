// lead: what later rows bring, against plain JavaScript, however rows are cut, and for how long they wait.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import { LaterValues } from "./later-values.ts";
import lead from "./lead.ts";

const schema = { fields: [field("key", "text"), field("v", "float64"), field("time", "timestamp")] };
const HOUR = 3_600_000;

const table = (rows: readonly Record<string, Cell>[]) =>
  frameOf(
    schema,
    rows.map((row) => ({ key: null, v: null, time: null, ...row })),
  );
const rows = table([
  { key: "a", v: 1, time: 0 },
  { key: "b", v: 10, time: HOUR },
  { key: "a", v: 3, time: 2 * HOUR },
  { key: "a", v: null, time: 3.5 * HOUR },
  { key: "a", v: 5, time: 4 * HOUR },
  { key: "b", v: 30 },
]);

async function later(frames: readonly Frame[], params: Record<string, unknown>) {
  const { outputs, issues, warnings } = await runNode(lead, { params, inputs: { in: frames } });
  expect(issues).toEqual([]);
  const cells = (name: string) =>
    outputs.out.flatMap((frame) =>
      Array.from({ length: frame.length }, (_, row) => frame.column(name).get(row)),
    );
  const ids = outputs.out.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => rowId(frame.lineage, row)),
  );
  return { cells, ids, warnings };
}

const one = (of: "lead" | "until", column: string, count: number) => ({
  columns: [{ name: "later", column, of, rows: count }],
});

describe("lead", () => {
  test.each<["lead" | "until", string, number, string[], Cell[]]>([
    ["lead", "v", 1, ["key"], [3, 30, null, 5, null, null]],
    ["lead", "v", 2, ["key"], [null, null, 5, null, null, null]],
    ["lead", "v", 1, [], [10, 3, null, 5, 30, null]],
    ["until", "time", 1, ["key"], [2, null, 1.5, 0.5, null, null]],
    ["until", "time", 3, ["key"], [4, null, null, null, null, null]],
  ])("%s of %s, %i rows on, by %j", async (of, column, count, key, expected) => {
    const { cells, ids } = await later(recut([rows], 2), { key, ...one(of, column, count) });
    expect(cells("later")).toEqual(expected);
    expect(ids).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("is what plain JavaScript computes, however the rows are cut, and for rows that are near enough", async () => {
    const given = fc.array(
      fc.record({ key: fc.constantFrom("a", "b", null), v: fc.option(fc.integer({ min: -9, max: 9 })) }),
      { minLength: 1, maxLength: 40 },
    );
    const options = fc.record({
      count: fc.integer({ min: 1, max: 4 }),
      waitRows: fc.integer({ min: 1, max: 12 }),
      cut: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(given, options, async (cells, { count, waitRows, cut }) => {
        const params = { key: ["key"], waitRows, ...one("lead", "v", count) };
        const got = await later(recut([table(cells)], cut), params);
        let tooFar = false;
        const expected = cells.map(({ key }, i) => {
          const next = cells.flatMap((cell, j) => (j > i && cell.key === key ? [j] : [])).at(count - 1);
          if (next === undefined) return null;
          if (next - i <= waitRows) return cells[next].v;
          tooFar = true;
          return null;
        });
        expect(got.cells("later")).toEqual(expected);
        expect(got.ids).toEqual(cells.map((_, i) => i));
        expect(got.warnings.some((warning) => warning.startsWith("LEAD_TOO_FAR"))).toBe(tooFar);
      }),
    );
  });

  test("no more rows wait than may", () => {
    const given = table(Array.from({ length: 1000 }, (_, i) => ({ key: i === 0 ? "once" : "often", v: i })));
    const asked = { key: ["key"], columns: one("lead", "v", 1).columns, waitRows: 50, maxKeys: 9 };
    const values = new LaterValues({ ...asked, limitBytes: 1e6 });
    let waiting = 0;
    for (const frame of recut([given], 10)) {
      values.add(frame);
      waiting += frame.length;
      for (const { length } of values.known(schema)) waiting -= length;
      expect(waiting).toBeLessThan(50 + 10);
    }
    const left = [...values.rest(schema)].reduce((sum, { length }) => sum + length, 0);
    expect(left).toBe(waiting);
  });

  test("keys that are too many are forgotten, which it says", async () => {
    const { cells, warnings } = await later([rows], { key: ["key"], maxKeys: 1, ...one("lead", "v", 1) });
    expect(cells("later")).toEqual([null, null, null, 5, null, null]);
    expect(warnings).toEqual([expect.stringContaining("WINDOW_KEYS")]);
  });

  test.each([
    [{ key: ["x"], ...one("lead", "v", 1) }, "COLUMN_UNKNOWN"],
    [one("lead", "x", 1), "COLUMN_UNKNOWN"],
    [one("lead", "key", 1), "COLUMN_TYPE"],
    [one("until", "v", 1), "COLUMN_TYPE"],
    [{ columns: [{ name: "v", column: "v" }] }, "COLUMN_DUPLICATE"],
  ])("%j is refused as %s", async (params, code) => {
    const { issues } = await runNode(lead, { params, inputs: { in: [rows] } });
    expect(issues.map((issue) => issue.code)).toContain(code);
  });
});
