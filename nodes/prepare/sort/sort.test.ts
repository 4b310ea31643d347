// sort: the order of rows, also where they do not fit into memory, and where they came from.

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { placeOf } from "../../../engine/frames/lineage.ts";
import { diskScratch } from "../../../engine/host/scratch.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { Scratch } from "../../../engine/sdk/services.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { FailedRow } from "../../../engine/runtime/events.ts";
import { bareHost, runWorkflow } from "../../../tests/support/run-workflow.ts";
import { collector, countSource } from "../../../tests/support/test-nodes.ts";
import limit from "../../control/limit/limit.ts";
import union from "../../control/union/union.ts";
import logScale from "../log-scale/log-scale.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import { Sorting } from "../../_shared/sorting/sorting.ts";
import sort from "./sort.ts";

const schema = {
  fields: [field("k", "float64"), field("t", "text"), field("n", "int64"), field("i", "int32")],
};

let folder: string;
let scratch: Scratch;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-sort-"));
  scratch = diskScratch(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const table = (rows: readonly Record<string, Cell>[]) =>
  frameOf(
    schema,
    rows.map((row, i) => ({ k: null, t: null, n: null, ...row, i })),
  );

async function sorted(frames: readonly Frame[], params: Record<string, unknown>) {
  const { outputs, issues } = await runNode(sort, { params, inputs: { in: frames }, host: { scratch } });
  expect(issues).toEqual([]);
  return (outputs.out ?? []).flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => frame.row(row)),
  );
}

const column = async (name: string, cells: readonly Cell[], params: Record<string, unknown> = {}) =>
  (await sorted([table(cells.map((cell) => ({ [name]: cell })))], { columns: [name], ...params })).map(
    (row) => row[name],
  );

describe("sort", () => {
  test.each<[Record<string, unknown>, Cell[]]>([
    [{}, [-Infinity, -1, 0, 2, 10, NaN, null]],
    [{ descending: ["k"] }, [NaN, 10, 2, 0, -1, -Infinity, null]],
    [{ nulls: "first" }, [null, -Infinity, -1, 0, 2, 10, NaN]],
    [{ nulls: "first", descending: ["k"] }, [null, NaN, 10, 2, 0, -1, -Infinity]],
  ])("numbers with %j", async (params, expected) => {
    expect(await column("k", [10, null, -1, NaN, 2, -Infinity, 0], params)).toEqual(expected);
  });

  test("64-bit integers by all of their digits", async () => {
    const cells = [2n ** 62n + 1n, 2n ** 62n, -1n, null];
    expect(await column("n", cells)).toEqual([-1n, 2n ** 62n, 2n ** 62n + 1n, null]);
  });

  test("texts by code point, beyond U+FFFF too", async () => {
    const cells = ["b", "\u{1f600}", "\uffee", "B", "", null, "ab", "a"];
    expect(await column("t", cells)).toEqual(["", "B", "a", "ab", "b", "\uffee", "\u{1f600}", null]);
  });

  test("texts with numbers by their value", async () => {
    const cells = ["a10", "a2", "a02", "b1", "a", "10", "9", "a2b", "a2"];
    const expected = ["9", "10", "a", "a02", "a2", "a2", "a2b", "a10", "b1"];
    expect(await column("t", cells, { text: "natural" })).toEqual(expected);
  });

  test("one row, and none", async () => {
    expect(await column("k", [1])).toEqual([1]);
    expect(await column("k", [])).toEqual([]);
  });

  test("rows say where they came from", async () => {
    const frame = table([{ k: 3 }, { k: 1 }, { k: 2 }]);
    const { outputs } = await runNode(sort, {
      params: { columns: ["k"] },
      inputs: { in: recut([frame], 2) },
      host: { scratch },
    });
    const [{ lineage }] = outputs.out;
    expect(lineage).toMatchObject({ source: "sort", from: 1, to: 4 });
    expect([0, 1, 2].map((row) => placeOf(lineage, row))).toEqual(
      [1, 2, 0].map((row) => ({ source: "test", unit: "row", row })),
    );
  });

  test("is the order of a plain sort by all columns, and stable, however the rows are cut and whatever fits", async () => {
    const rows = fc.array(
      fc.record({
        k: fc.option(fc.constantFrom(0, -0, 1, NaN, 2)),
        t: fc.option(fc.constantFrom("", "a", "b", "\u{1f600}")),
        n: fc.option(fc.constantFrom(1n, 2n)),
      }),
      { maxLength: 150 },
    );
    const options = fc.record({
      by: fc.uniqueArray(fc.constantFrom("k", "t", "n"), { minLength: 1 }),
      down: fc.subarray(["k", "t", "n"]),
      nulls: fc.constantFrom("first" as const, "last" as const),
      cut: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(rows, options, async (cells, { by, down, nulls, cut }) => {
        const keys = by.map((name) => ({
          column: name,
          descending: down.includes(name),
          nulls,
          text: "code-point" as const,
        }));
        // A limit of nothing puts every frame on the disk as a run of its own.
        const sorting = new Sorting(keys, schema, 0, scratch);
        const frames = recut([table(cells)], cut);
        for (const frame of frames) await sorting.add(frame);
        const spilled: Cell[] = [];
        for await (const frame of sorting.sorted())
          for (let row = 0; row < frame.length; row++) spilled.push(frame.column("i").get(row));
        await sorting.close();
        const expected = reference(cells, by, down, nulls);
        expect(spilled).toEqual(expected);
        const params = { columns: by, descending: by.filter((name) => down.includes(name)), nulls };
        expect((await sorted(frames, params)).map(({ i }) => i)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test("so many pieces that pieces of pieces are merged keep the order of equal rows, in few open files", async () => {
    const key = (row: number) => (row * 7919) % 50;
    let open = 0;
    let most = 0;
    const counted: Scratch = {
      async open() {
        const file = await scratch.open();
        let isOpen = true;
        most = Math.max(most, ++open);
        const close = async () => {
          if (isOpen) open--;
          isOpen = false;
          await file.close();
        };
        return { put: (value) => file.put(value), get: (place) => file.get(place), close };
      },
    };
    const by = { column: "k", descending: false, nulls: "last", text: "code-point" } as const;
    const rows = Array.from({ length: 2_200 }, (_, i) => ({ k: key(i), i }));
    const frames = recut([table(rows)], 1);
    const sorting = new Sorting([by], frames[0].schema, 0, counted);
    for (const frame of frames) await sorting.add(frame);
    const found: Cell[] = [];
    for await (const frame of sorting.sorted())
      for (let row = 0; row < frame.length; row++) found.push(frame.column("i").get(row));
    await sorting.close();
    const expected = rows.map(({ i }) => i).sort((a, b) => key(a) - key(b) || a - b);
    expect(found).toEqual(expected);
    expect(most).toBeLessThan(150);
    expect(open).toBe(0);
  });

  test("takes no more memory than it may, and leaves nothing behind", async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => ({ k: (i * 7919) % 30_000, t: `text ${i}` }));
    const out = await sorted(recut([table(rows)], 1000), { columns: ["k"], memoryMb: 1 });
    expect(out.map(({ k }) => k)).toEqual(rows.map((_, i) => i));
    expect(await readdir(folder)).toEqual([]);
  });

  test("a full disk ends the run with what to do, and the file is given back", async () => {
    let closed = 0;
    const full: Scratch = {
      open: async () => ({
        put: () => Promise.reject(new MillraceError("SCRATCH_FULL", { message: "full", hint: "free some" })),
        get: () => Promise.reject(new Error("nothing there")),
        close: async () => void closed++,
      }),
    };
    const rows = Array.from({ length: 30_000 }, (_, i) => ({ k: i, t: "some text" }));
    const running = runNode(sort, {
      params: { columns: ["k"], memoryMb: 1 },
      inputs: { in: [table(rows)] },
      host: { scratch: full },
    });
    await expect(running).rejects.toMatchObject({ code: "SCRATCH_FULL" });
    expect(closed).toBe(1);
  });

  const countedDown = { id: "sort", kind: sort, params: { columns: ["value"], descending: ["value"] } };

  test("a row that fails behind it is told by where it stood before", async () => {
    const failed: FailedRow[] = [];
    const { summary } = await runWorkflow(
      [
        { id: "count", kind: countSource, params: { rows: 9 } },
        countedDown,
        { id: "log", kind: logScale, params: { columns: ["value"], way: "ln" } },
      ],
      ["count -> sort", "sort -> log"],
      { host: bareHost({ scratch }), onFailedRows: (rows) => void failed.push(...rows) },
    );
    expect(summary.outcome).toBe("done");
    expect(failed).toMatchObject([
      { node: "log", source: "count", unit: "row", row: 0, code: "LOGARITHM_NONE" },
    ]);
  });

  test("two branches behind it come together in the sorted order", async () => {
    const { node, frames } = collector();
    const part = (id: string, keep: "first" | "last") => ({
      id,
      kind: limit,
      params: keep === "first" ? { rows: 4 } : { rows: 100, offset: 4 },
    });
    await runWorkflow(
      [
        { id: "count", kind: countSource, params: { rows: 9 } },
        countedDown,
        part("a", "last"),
        part("b", "first"),
        { id: "union", kind: union },
        { id: "sink", kind: node },
      ],
      ["count -> sort", "sort -> a", "sort -> b", "a -> union", "b -> union", "union -> sink"],
      { host: bareHost({ scratch }) },
    );
    const values = frames.flatMap((frame) =>
      Array.from({ length: frame.length }, (_, row) => frame.columns[0].get(row)),
    );
    expect(values).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
    const last = frames.at(-1);
    expect(placeOf(last.lineage, last.length - 1)).toEqual({ source: "count", unit: "row", row: 0 });
  });

  test.each([
    [{ columns: ["x"] }, "COLUMN_UNKNOWN"],
    [{ columns: ["k", "k"] }, "COLUMN_DUPLICATE"],
    [{ columns: ["k"], descending: ["t"] }, "PARAM_INVALID"],
    [{ columns: ["list"] }, "COLUMN_TYPE"],
  ])("%j is refused as %s", async (params, code) => {
    const frame = frameOf(
      { fields: [...schema.fields, field("list", { type: "list", of: { type: "text" } })] },
      [],
    );
    const { issues } = await runNode(sort, { params, inputs: { in: [frame] }, host: { scratch } });
    expect(issues.map((issue) => issue.code)).toContain(code);
  });
});

/** Indices of the rows in order, by a comparison written cell by cell. */
function reference(
  rows: readonly Record<string, Cell>[],
  by: readonly string[],
  down: readonly string[],
  nulls: "first" | "last",
): number[] {
  const rank = (cell: Cell) => (cell === null ? (nulls === "first" ? -1 : 1) : 0);
  const points = (text: string) => [...text].map((sign) => sign.codePointAt(0)!);
  const less = (a: Cell, b: Cell): boolean => {
    if (typeof a === "string") {
      const [x, y] = [points(a), points(b as string)];
      const at = x.findIndex((point, i) => point !== y[i]);
      return at < 0 ? x.length < y.length : y[at] !== undefined && x[at] < y[at];
    }
    return Number.isNaN(b) && !Number.isNaN(a) ? true : (a as number) < (b as number);
  };
  const order = (a: number, b: number) => {
    for (const name of by) {
      const [x, y] = [rows[a][name], rows[b][name]];
      if (rank(x) !== rank(y)) return rank(x) - rank(y);
      if (x === null) continue;
      const sign = down.includes(name) ? -1 : 1;
      if (less(x, y)) return -sign;
      if (less(y, x)) return sign;
    }
    return a - b;
  };
  return rows.map((_, i) => i).sort(order);
}
