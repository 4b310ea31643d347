// pivot: columns of categories, the categories found in data, and what bounds it.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { diskScratch } from "../../../engine/host/scratch.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import pivot from "./pivot.ts";

/** Nothing is put there unless memory does not suffice. */
const host = { scratch: diskScratch() };

const schema = {
  fields: [field("id", "float64"), field("c", "text"), field("v", "float64"), field("t", "text")],
};
const table = (rows: readonly Record<string, Cell>[]) =>
  frameOf(
    schema,
    rows.map((row) => ({ id: null, c: null, v: null, t: null, ...row })),
  );

const params = { key: ["id"], column: "c", value: "v", categories: ["a", "b"] };

async function wide(frames: readonly Frame[], changed: Record<string, unknown> = {}) {
  const { outputs, issues, warnings } = await runNode(pivot, {
    host,
    params: { ...params, ...changed },
    inputs: { in: frames },
  });
  expect(issues).toEqual([]);
  const rows = outputs.out.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => frame.row(row)),
  );
  return { rows, warnings };
}

const data = [
  { id: 2, c: "b", v: 1, t: "x" },
  { id: 1, c: "a", v: NaN, t: "y" },
  { id: 2, c: "b", v: 3, t: "z" },
  { id: 1, c: "b", v: null, t: null },
];

describe("pivot", () => {
  test.each<[string, string, Record<string, Cell>[]]>([
    [
      "first",
      "v",
      [
        { id: 2, a: null, b: 1 },
        { id: 1, a: NaN, b: null },
      ],
    ],
    [
      "sum",
      "v",
      [
        { id: 2, a: null, b: 4 },
        { id: 1, a: null, b: null },
      ],
    ],
    [
      "last",
      "t",
      [
        { id: 2, a: null, b: "z" },
        { id: 1, a: "y", b: null },
      ],
    ],
    [
      "first",
      "",
      [
        { id: 2, a: 0n, b: 2n },
        { id: 1, a: 1n, b: 1n },
      ],
    ],
  ])("%s of %j", async (of, value, expected) => {
    expect((await wide([table(data)], { of, value })).rows).toEqual(expected);
  });

  test("the answer is the same however the rows are cut", async () => {
    const rows = fc.array(
      fc.record({
        id: fc.option(fc.constantFrom(1, 2)),
        c: fc.option(fc.constantFrom("a", "b", "z")),
        v: fc.option(fc.integer({ min: -9, max: 9 })),
      }),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 6 }), async (cells, cut) => {
        const got = (await wide(recut([table(cells)], cut), { of: "sum" })).rows;
        const ids = [...new Set(cells.map(({ id }) => id))];
        const sum = (id: number | null, c: string) => {
          const own = cells.flatMap((row) => (row.id === id && row.c === c && row.v !== null ? [row.v] : []));
          return own.length === 0 ? null : own.reduce((a, b) => a + b, 0);
        };
        expect(got).toEqual(ids.map((id) => ({ id, a: sum(id, "a"), b: sum(id, "b") })));
      }),
    );
  });

  test("finds its categories in code point order", async () => {
    async function* once() {
      yield table(data);
    }
    const signal = new AbortController().signal;
    const learned = await pivot.fit!(once(), {
      params: pivot.params.parse({ ...params, categories: [] }),
      signal,
    });
    expect(learned).toEqual({ categories: ["a", "b"] });
  });

  test("says which values are in no column, and gives a row for their key", async () => {
    const { rows, warnings } = await wide([table([{ id: 5, c: "z", v: 1 }])]);
    expect(rows).toEqual([{ id: 5, a: null, b: null }]);
    expect(warnings).toEqual([expect.stringContaining("CATEGORY_NOT_LISTED")]);
  });

  test("no rows", async () => {
    expect((await wide([table([])])).rows).toEqual([]);
  });

  test.each(["median", "distinct"])(
    "the values of %s that take more than they may are on the disk meanwhile",
    async (of) => {
      const rows = Array.from({ length: 60_000 }, (_, i) => ({
        id: i % 3,
        c: i % 2 === 0 ? "a" : "b",
        v: (i * 7919) % 50_021,
      }));
      const scratch = diskScratch();
      let opened = 0;
      const counted = { open: () => (opened++, scratch.open()) };
      const { outputs } = await runNode(pivot, {
        host: { scratch: counted },
        params: { ...params, of, memoryMb: 1 },
        inputs: { in: recut([table(rows)], 5_000) },
      });
      expect(opened).toBeGreaterThan(0);
      const frames = outputs.out.flatMap((frame) =>
        Array.from({ length: frame.length }, (_, row) => frame.row(row)),
      );
      expect(frames).toEqual((await wide([table(rows)], { of })).rows);
    },
  );

  test("too many keys end the run", async () => {
    const running = runNode(pivot, {
      params: { ...params, maxGroups: 1 },
      inputs: { in: [table(data)] },
      host,
    });
    await expect(running).rejects.toMatchObject({ code: "GROUPS_TOO_MANY" });
  });

  test.each([
    [{ categories: [] }, "NOT_FITTED"],
    [{ categories: ["id"] }, "COLUMN_DUPLICATE"],
    [{ key: ["zz"] }, "COLUMN_UNKNOWN"],
    [{ column: "zz" }, "COLUMN_UNKNOWN"],
    [{ value: "zz" }, "COLUMN_UNKNOWN"],
    [{ value: "t", of: "mean" }, "COLUMN_TYPE"],
  ])("%j is refused as %s", async (changed, code) => {
    const { issues } = await runNode(pivot, {
      host,
      params: { ...params, ...changed },
      inputs: { in: [table([])] },
    });
    expect(issues.map((issue) => issue.code)).toContain(code);
  });
});
