// join: which rows go with which, against plain JavaScript; what is refused; and that the table is read first.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { placeOf, rowId } from "../../../engine/frames/lineage.ts";
import { diskScratch } from "../../../engine/host/scratch.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { Scratch } from "../../../engine/sdk/services.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import { bareHost, runWorkflow } from "../../../tests/support/run-workflow.ts";
import { collector, countSource } from "../../../tests/support/test-nodes.ts";
import join from "./join.ts";

const own = { fields: [field("id", "float64"), field("name", "text"), field("x", "float64")] };
const other = {
  fields: [field("id", "float64"), field("name", "text"), field("y", "text"), field("x", "float64")],
};
type Row = Record<string, Cell>;

const rowsTable = (rows: readonly Row[]) =>
  frameOf(
    own,
    rows.map((row, x) => ({ id: null, name: null, x, ...row })),
  );
const otherTable = (rows: readonly Row[]) =>
  frameOf(
    other,
    rows.map((row, x) => ({ id: null, name: null, y: null, x: -1 - x, ...row })),
  );

/** Nothing is put there unless memory does not suffice. */
const host = { scratch: diskScratch() };

async function joined(
  left: readonly Frame[],
  right: readonly Frame[],
  params: Record<string, unknown>,
  tableFirst = true,
) {
  const inputs = tableFirst ? { table: right, in: left } : { in: left, table: right };
  const { outputs, issues } = await runNode(join, { params: { leftKey: ["id"], ...params }, inputs, host });
  expect(issues).toEqual([]);
  const frames = outputs.out;
  return {
    frames,
    rows: frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row))),
    ids: frames.flatMap((frame) =>
      Array.from({ length: frame.length }, (_, row) => rowId(frame.lineage, row)),
    ),
  };
}

describe("join", () => {
  const left = [rowsTable([{ id: 1 }, { id: 2 }, { id: null }, { id: 3 }, { id: 1 }])];
  const right = [
    otherTable([
      { id: 3, y: "c" },
      { id: 1, y: "a" },
      { id: null, y: "none" },
      { id: 1, y: "b" },
    ]),
  ];

  test.each<[string, Row, (string | null)[], number[]]>([
    ["inner", {}, ["a", "b", "c", "a", "b"], [0, 0, 3, 4, 4]],
    ["inner", { duplicates: "first" }, ["a", "c", "a"], [0, 3, 4]],
    ["left", {}, ["a", "b", null, null, "c", "a", "b"], [0, 0, 1, 2, 3, 4, 4]],
    ["right", {}, ["a", "b", "c", "a", "b", "none"], [0, 0, 3, 4, 4, 1]],
    ["right", { duplicates: "first" }, ["a", "c", "a", "none"], [0, 3, 4, 1]],
    ["full", {}, ["a", "b", null, null, "c", "a", "b", "none"], [0, 0, 1, 2, 3, 4, 4, 1]],
  ])("%s with %j", async (how, params, y, ids) => {
    const got = await joined(left, right, { how, ...params });
    expect(got.rows.map((row) => row.y)).toEqual(y);
    expect(got.ids).toEqual(ids);
  });

  test.each([
    ["semi", [0, 3, 4]],
    ["anti", [1, 2]],
  ])("%s keeps rows as they are", async (how, ids) => {
    const got = await joined(left, right, { how });
    expect(got.ids).toEqual(ids);
    expect(Object.keys(got.rows[0])).toEqual(["id", "name", "x"]);
  });

  test("a row of the table that nothing matches has its key, and is told by its own place", async () => {
    const table = [otherTable([{ id: 1 }, { id: 7, y: "seven" }, { id: 8, y: "eight" }])];
    const { rows, frames } = await joined(left, table, { how: "full" });
    expect(rows.slice(-2)).toEqual([
      { id: 7, name: null, x: null, name_right: null, y: "seven", x_right: -2 },
      { id: 8, name: null, x: null, name_right: null, y: "eight", x_right: -3 },
    ]);
    const { lineage } = frames.at(-1)!;
    expect([lineage.source, placeOf(lineage, 1).row]).toEqual(["join", 2]);
  });

  test("columns of one name get a suffix, and the key stands once", async () => {
    const { rows } = await joined(left, right, { suffix: "_t" });
    expect(Object.keys(rows[0])).toEqual(["id", "name", "x", "name_t", "y", "x_t"]);
  });

  test("keys may have other names, and several columns", async () => {
    const table = frameOf({ fields: [field("n", "text"), field("i", "float64"), field("y", "text")] }, [
      { n: "p", i: 1, y: "yes" },
      { n: "q", i: 1, y: "no" },
    ]);
    const { rows } = await joined([rowsTable([{ id: 1, name: "p" }])], [table], {
      leftKey: ["name", "id"],
      rightKey: ["n", "i"],
    });
    expect(rows.map((row) => row.y)).toEqual(["yes"]);
  });

  test("an empty table, no rows, and one row", async () => {
    const none = [otherTable([])];
    expect((await joined(left, none, { how: "inner" })).rows).toEqual([]);
    expect((await joined(left, none, { how: "left" })).rows.map(({ y }) => y)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect((await joined(left, none, { how: "anti" })).ids).toEqual([0, 1, 2, 3, 4]);
    expect((await joined([rowsTable([])], right, { how: "left" })).rows).toEqual([]);
    expect((await joined([rowsTable([{ id: 3 }])], right, {})).rows).toHaveLength(1);
  });

  test("rows with very many matches go on in pieces that end between rows", async () => {
    const many = [otherTable(Array.from({ length: 5000 }, () => ({ id: 1 })))];
    const { frames, ids } = await joined([rowsTable([{ id: 1 }, { id: 1 }, { id: 1 }])], many, {});
    expect(frames.length).toBeGreaterThan(1);
    expect(ids).toHaveLength(15_000);
    frames.slice(1).forEach(({ lineage }, i) => expect(lineage.from).toBe(frames[i].lineage.to));
  });

  test("rows of the table that nothing has matched come all, also those of one key of which the first counts", async () => {
    const twice = otherTable([
      { id: 8, y: "a" },
      { id: 1, y: "b" },
      { id: 8, y: "c" },
      { id: 1, y: "d" },
    ]);
    const got = await joined([rowsTable([{ id: 1 }])], [twice], { how: "full", duplicates: "first" });
    expect(got.rows.map((row) => row.y)).toEqual(["b", "a", "c"]);
  });

  test("is what plain JavaScript computes, whichever comes first and however both are cut", async () => {
    const key = fc.record({
      id: fc.option(fc.constantFrom(0, -0, 1, NaN)),
      name: fc.option(fc.constantFrom("a", "b")),
    });
    const options = fc.record({
      how: fc.constantFrom("inner", "left", "right", "full", "semi", "anti"),
      duplicates: fc.constantFrom("all", "first"),
      cut: fc.integer({ min: 1, max: 7 }),
      tableFirst: fc.boolean(),
    });
    const same = (a: Cell, b: Cell) => a !== null && (a === b || Object.is(a, b));
    await fc.assert(
      fc.asyncProperty(
        fc.array(key, { maxLength: 20 }),
        fc.array(key, { maxLength: 20 }),
        options,
        async (a, b, { cut, tableFirst, ...params }) => {
          const got = await joined(
            recut([rowsTable(a)], cut),
            recut([otherTable(b)], cut),
            { ...params, leftKey: ["id", "name"] },
            tableFirst,
          );
          const { how } = params;
          const expected = a.flatMap((row, i): (readonly [number | null, number | null | undefined])[] => {
            const matches = b.flatMap((each, j) =>
              same(each.id, row.id) && same(each.name, row.name) ? [-1 - j] : [],
            );
            if (how === "semi" || how === "anti")
              return matches.length > 0 === (how === "semi") ? [[i, undefined]] : [];
            const chosen: (number | null)[] = params.duplicates === "first" ? matches.slice(0, 1) : matches;
            return (chosen.length === 0 && (how === "left" || how === "full") ? [null] : chosen).map(
              (j) => [i, j] as const,
            );
          });
          if (how === "right" || how === "full")
            b.forEach((each, j) => {
              const isMatched = a.some((row) => same(each.id, row.id) && same(each.name, row.name));
              if (!isMatched) expected.push([null, -1 - j]);
            });
          expect(got.rows.map((row) => [row.x, row.x_right])).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("in a run the table is read before the first row goes on, also where it is the longer one", async () => {
    const { node, rowIds } = collector();
    const { summary } = await runWorkflow(
      [
        { id: "rows", kind: countSource, params: { rows: 500, frameRows: 5 } },
        { id: "table", kind: countSource, params: { rows: 5000, frameRows: 7 } },
        { id: "join", kind: join, params: { leftKey: ["value"] } },
        { id: "sink", kind: node },
      ],
      ["rows -> join", "table -> join.table", "join -> sink"],
      { host: bareHost(host) },
    );
    expect(summary.outcome).toBe("done");
    expect(rowIds()).toEqual(Array.from({ length: 500 }, (_, i) => i));
  });

  test("a table joined with itself does not wait for itself, and what waits is on the disk", async () => {
    const { node, rowIds } = collector();
    let put = 0;
    const counted: Scratch = {
      async open() {
        const file = await host.scratch.open();
        return {
          get: (place) => file.get(place),
          put: (value) => (put++, file.put(value)),
          close: () => file.close(),
        };
      },
    };
    const { summary } = await runWorkflow(
      [
        { id: "rows", kind: countSource, params: { rows: 40_000, frameRows: 1000 } },
        { id: "join", kind: join, params: { leftKey: ["value"], memoryMb: 1 } },
        { id: "sink", kind: node },
      ],
      ["rows -> join", "rows -> join.table", "join -> sink"],
      { host: bareHost({ scratch: counted }) },
    );
    expect(summary.outcome).toBe("done");
    expect(rowIds()).toEqual(Array.from({ length: 40_000 }, (_, i) => i));
    // 256 kB wait in memory, at 16 bytes a row.
    expect(put).toBe(40 - 17);
  });

  test("a key that is there twice may end the run, with the key", async () => {
    const running = joined(left, right, { duplicates: "error" });
    await expect(running).rejects.toMatchObject({
      code: "JOIN_DUPLICATE",
      details: { got: "1", port: "table" },
    });
  });

  test("a table that is too large ends the run with what to do", async () => {
    const big = [otherTable(Array.from({ length: 30_000 }, (_, id) => ({ id, y: `text ${id}` })))];
    await expect(joined(left, big, { memoryMb: 1 })).rejects.toMatchObject({ code: "MEMORY_LIMIT" });
  });

  test.each<[string, string, readonly Cell[], readonly Cell[], unknown[]]>([
    ["float64", "int64", [3, 1.5, null, NaN, 2 ** 53], [1n, 3n, 2n ** 53n], [3n, null, null, null, null]],
    ["int64", "float64", [3n, 2n ** 53n + 1n, null], [3, 2 ** 53], [3, null, null]],
    ["int64", "uint64", [7n, -1n], [7n, 2n ** 64n - 1n], [7n, null]],
    ["int32", "float64", [7, 8], [8], [null, 8]],
  ])("whole numbers of %s match those of %s", async (ownType, tableType, ids, keys, expected) => {
    const rows = frameOf(
      { fields: [field("id", ownType as "int64")] },
      ids.map((id) => ({ id })),
    );
    const fields = [field("key", tableType as "int64"), field("same", tableType as "int64")];
    const table = frameOf(
      { fields },
      keys.map((key) => ({ key, same: key })),
    );
    const got = await joined([rows], [table], { rightKey: ["key"], how: "left" });
    expect(got.rows.map(({ same }) => same)).toEqual(expected);
  });

  test.each([
    ["text", "inner", "they would never be the same"],
    ["int64", "full", "one column cannot hold both"],
  ] as const)("keys of other types are refused, with a cast: %s, %s", async (type, how, why) => {
    const table = frameOf({ fields: [field("id", type), field("y", "text")] }, []);
    const { issues } = await runNode(join, {
      params: { leftKey: ["id"], how },
      inputs: { in: left, table: [table] },
    });
    expect(issues[0]).toMatchObject({ code: "COLUMN_TYPE", port: "in", expected: type, got: "float64" });
    expect(issues[0].message).toContain(why);
    expect(issues[0].fix?.commands).toMatchObject([
      { node: { kind: "cast", params: { columns: { id: type } } } },
    ]);
  });

  test.each([
    [{ leftKey: ["zz"] }, "COLUMN_UNKNOWN", "in"],
    [{ leftKey: ["id"], rightKey: ["zz"] }, "COLUMN_UNKNOWN", "table"],
    [{ leftKey: ["id"], rightKey: ["id", "y"] }, "PARAM_INVALID", undefined],
    [{ leftKey: ["id"], how: "left" }, "COLUMN_TYPE", "table"],
    [{ leftKey: ["id"], how: "full" }, "COLUMN_TYPE", "table"],
    [{ leftKey: ["id"], suffix: "2" }, "COLUMN_DUPLICATE", "out"],
  ])("%j is refused as %s", async (params, code, port) => {
    const table = frameOf(
      {
        fields: [
          ...other.fields,
          field("x2", "text"),
          field("t", { type: "tensor", dtype: "float32", shape: [2] }, false),
        ],
      },
      [],
    );
    const { issues } = await runNode(join, { params, inputs: { in: left, table: [table] } });
    expect(issues.map((issue) => [issue.code, issue.port])).toContainEqual([code, port]);
  });
});
