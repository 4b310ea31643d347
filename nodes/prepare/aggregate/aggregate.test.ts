// aggregate: what groups come to, against plain JavaScript, and what bounds them.

import fc from "fast-check";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { placeOf, rowId } from "../../../engine/frames/lineage.ts";
import { diskScratch } from "../../../engine/host/scratch.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import aggregate from "./aggregate.ts";
import { AGGREGATES } from "../../_shared/groups/aggregates.ts";

/** Nothing is put there unless memory does not suffice. */
const host = { scratch: diskScratch() };

const schema = {
  fields: [
    field("key", "text"),
    field("v", "float64"),
    field("big", "int64"),
    field("time", "timestamp"),
    field("day", "date"),
  ],
};
type Row = Record<string, Cell>;

const table = (rows: readonly Row[]) =>
  frameOf(
    schema,
    rows.map((row) => ({ key: null, v: null, big: null, time: null, day: null, ...row })),
  );

async function groups(frames: readonly Frame[], params: Record<string, unknown>): Promise<Row[]> {
  const { outputs, issues } = await runNode(aggregate, { params, inputs: { in: frames }, host });
  expect(issues).toEqual([]);
  return outputs.out.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row)));
}

const all = AGGREGATES.map((of) => ({ name: of, of, column: "v", ...(of === "quantile" && { at: 0.25 }) }));

describe("aggregate", () => {
  test("every function, with empty cells and NaN left out", async () => {
    const rows = [1, null, 4, NaN, 2, 2].map((v) => ({ key: "a", v }));
    const [{ std, ...out }] = await groups([table(rows)], { key: ["key"], columns: all });
    expect(out).toEqual({
      key: "a",
      // NaN is a cell with a value, and one of its own.
      count: 5n,
      distinct: 4n,
      sum: 9,
      mean: 2.25,
      min: 1,
      max: 4,
      first: 1,
      last: 2,
      median: 2,
      quantile: 1.75,
    });
    expect(std).toBeCloseTo(Math.sqrt(4.75 / 3), 12);
  });

  test("a group without a single value has none, and counts 0", async () => {
    const [row] = await groups([table([{ key: "a" }])], { key: ["key"], columns: all });
    const { key, count, distinct, ...rest } = row;
    expect([key, count, distinct]).toEqual(["a", 0n, 0n]);
    expect(Object.values(rest)).toEqual(Object.values(rest).map(() => null));
  });

  test("is what plain JavaScript computes, however the rows are cut", async () => {
    const rows = fc.array(
      fc.record({
        key: fc.option(fc.constantFrom("a", "b", "c", "")),
        v: fc.option(fc.oneof(fc.integer({ min: -99, max: 99 }), fc.constantFrom(NaN, 0.5))),
      }),
      { minLength: 1, maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (data, cut) => {
        const got = await groups(recut([table(data)], cut), { key: ["key"], columns: all });
        const keys = [...new Set(data.map(({ key }) => key))];
        expect(got.map(({ key }) => key)).toEqual(keys);
        keys.forEach((key, i) =>
          expectLike(got[i], reference(data.filter((row) => row.key === key).map(({ v }) => v))),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("sums do not lose small values beside great ones", async () => {
    const rows = [1e16, 1, -1e16, 1].map((v) => ({ v }));
    expect(await groups([table(rows)], { columns: [{ name: "s", of: "sum", column: "v" }] })).toEqual([
      { s: 2 },
    ]);
  });

  test("infinite values stay what they are", async () => {
    const columns = [
      { name: "s", of: "sum", column: "v" },
      { name: "m", of: "max", column: "v" },
    ];
    expect(await groups([table([{ v: Infinity }, { v: 1 }])], { columns })).toEqual([
      { s: Infinity, m: Infinity },
    ]);
  });

  test("64-bit integers keep all of their digits, and times their type", async () => {
    const rows = [
      { big: 2n ** 62n + 1n, time: 5 },
      { big: 2n ** 62n, time: 9 },
    ];
    const columns = [
      { name: "most", of: "max", column: "big" },
      { name: "late", of: "max", column: "time" },
    ];
    const { outputs } = await runNode(aggregate, {
      params: { columns },
      inputs: { in: [table(rows)] },
      host,
    });
    expect(outputs.out[0].row(0)).toEqual({ most: 2n ** 62n + 1n, late: 9 });
    expect(outputs.out[0].column("late").type).toEqual({ type: "timestamp", zone: "UTC" });
  });

  test("groups by the hours and days of a zone, empty times by themselves", async () => {
    const at = (text: string) => Date.parse(text);
    const rows = ["2026-03-28T22:59Z", "2026-03-28T23:00Z", "2026-03-29T21:59Z", "2026-03-29T22:00Z"].map(
      (text) => ({ time: at(text) }),
    );
    const params = {
      time: "time",
      every: "day",
      zone: "Europe/Berlin",
      columns: [{ name: "n", of: "count" }],
    };
    expect(await groups([table([...rows, {}])], params)).toEqual([
      { bucket: at("2026-03-27T23:00Z"), n: 1n },
      { bucket: at("2026-03-28T23:00Z"), n: 2n },
      { bucket: at("2026-03-29T22:00Z"), n: 1n },
      { bucket: null, n: 1n },
    ]);
  });

  test("a date belongs to its month in every zone", async () => {
    const day = Date.UTC(2026, 2, 1) / 86_400_000;
    const params = {
      time: "day",
      every: "month",
      zone: "America/New_York",
      columns: [{ name: "n", of: "count" }],
    };
    expect(await groups([table([{ day }])], params)).toEqual([{ bucket: Date.UTC(2026, 2, 1), n: 1n }]);
  });

  test("groups may come by their key", async () => {
    const rows = ["b", null, "a", "b"].map((key) => ({ key }));
    const params = { key: ["key"], order: "key", columns: [{ name: "n", of: "count" }] };
    expect((await groups([table(rows)], params)).map(({ key, n }) => [key, n])).toEqual([
      ["a", 1n],
      ["b", 2n],
      [null, 1n],
    ]);
  });

  test("each group says where its first row stands", async () => {
    const rows = ["a", "b", "a", "c"].map((key) => ({ key }));
    const { outputs } = await runNode(aggregate, {
      params: { key: ["key"], order: "key" },
      inputs: { in: recut([table(rows)], 3) },
      host,
    });
    const [{ lineage }] = outputs.out;
    expect([0, 1, 2].map((row) => placeOf(lineage, row).row)).toEqual([0, 1, 3]);
  });

  test("of no rows at all there is one row, as in SQL, unless they are put into groups", async () => {
    const { key, ...row } = (await groups([table([{ key: "a" }])], { key: ["key"], columns: all }))[0];
    expect(key).toBe("a");
    expect(await groups([table([])], { columns: all })).toEqual([row]);
    expect(await groups([], { columns: [{ name: "n", of: "count" }] })).toEqual([{ n: 0n }]);
  });

  test.each<[string, bigint[], number, boolean]>([
    ["one that float64 does not hold", [2n ** 53n + 1n], 2 ** 53, true],
    ["parts that would each be rounded", [2n ** 53n + 1n, 2n ** 53n + 1n, -(2n ** 54n)], 2, false],
    ["what comes to too many digits", [2n ** 53n, 1n], 2 ** 53, true],
    ["great ones that float64 holds", [2n ** 60n, 2n ** 60n], 2 ** 61, false],
  ])("sums of whole numbers are exact, or said to be rounded: %s", async (_, bigs, sum, isRounded) => {
    const { outputs, warnings } = await runNode(aggregate, {
      params: { columns: [{ name: "s", of: "sum", column: "big" }] },
      inputs: { in: [table(bigs.map((big) => ({ big })))] },
      host,
    });
    expect(outputs.out[0].row(0)).toEqual({ s: sum });
    expect(warnings).toEqual(isRounded ? [expect.stringMatching(/^NUMBERS_ROUNDED: Sums of "big"/)] : []);
  });

  test("no rows make no groups", async () => {
    expect(await groups([table([])], { key: ["key"], columns: all })).toEqual([]);
  });

  describe("what does not fit into memory", () => {
    let folder: string;
    beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "millrace-aggregate-test-"))));
    afterEach(() => rm(folder, { recursive: true }));

    /** Rows of the groups, each with the place of its first row. */
    async function told(frames: readonly Frame[], params: Record<string, unknown>) {
      const scratch = diskScratch(folder);
      const { outputs } = await runNode(aggregate, { params, inputs: { in: frames }, host: { scratch } });
      return outputs.out.flatMap((frame) =>
        Array.from({ length: frame.length }, (_, row) => [
          rowId(frame.lineage, row),
          placeOf(frame.lineage, row).row,
          frame.row(row),
        ]),
      );
    }

    test("is the same, whatever is in memory", async () => {
      const rows = fc.array(
        fc.record({
          key: fc.option(fc.constantFrom("a", "b", "c", "d", "e", "")),
          v: fc.option(fc.oneof(fc.integer({ min: -99, max: 99 }), fc.constantFrom(NaN, 0.5, 0))),
          day: fc.option(fc.integer({ min: 0, max: 3 })),
        }),
        { minLength: 1, maxLength: 80 },
      );
      await fc.assert(
        fc.asyncProperty(
          rows,
          fc.constantFrom("first", "key"),
          fc.constantFrom("", "day"),
          fc.integer({ min: 1, max: 4 }),
          async (given, order, time, maxGroups) => {
            const params = { key: ["key"], order, time, columns: all };
            const frames = recut([table(given)], 7);
            expect(await told(frames, { ...params, maxGroups })).toEqual(await told(frames, params));
          },
        ),
        { numRuns: 60 },
      );
    });

    test("groups and values that take more than they may are on the disk meanwhile", async () => {
      const given = Array.from({ length: 60_000 }, (_, i) => ({
        key: `k${(i * 7919) % 20_011}`,
        v: (i * 31) % 5000,
      }));
      const params = { key: ["key"], columns: all.filter(({ of }) => of !== "std") };
      const frames = recut([table(given)], 5000);
      expect(await told(frames, { ...params, memoryMb: 1 })).toEqual(await told(frames, params));
    });

    test("the values of one group, too", async () => {
      const given = Array.from({ length: 150_000 }, (_, i) => ({ v: (i * 7919) % 100_003 }));
      const columns = all.filter(({ of }) => ["median", "quantile", "distinct"].includes(of));
      const [[, , row]] = await told(recut([table(given)], 20_000), { columns, memoryMb: 1 });
      const sorted = given.map(({ v }) => v).sort((a, b) => a - b);
      const at = (place: number) => (sorted[Math.floor(place)] + sorted[Math.ceil(place)]) / 2;
      expect(row).toEqual({
        median: at(74_999.5),
        quantile: sorted[37_499] + 0.75 * (sorted[37_500] - sorted[37_499]),
        distinct: 100_003n,
      });
    });

    test("a disk without room ends the run, which says so", async () => {
      let open = 0;
      const refuse = () =>
        Promise.reject(new MillraceError("SCRATCH_FULL", { message: "full", hint: "free some" }));
      const full = {
        open: async () => {
          open++;
          return { put: refuse, get: refuse, close: async () => void open-- };
        },
      };
      const rows = Array.from({ length: 40_000 }, (_, i) => ({ key: `k${i}` }));
      const running = runNode(aggregate, {
        params: { key: ["key"], maxGroups: 1 },
        inputs: { in: recut([table(rows)], 20_000) },
        host: { scratch: full },
      });
      await expect(running).rejects.toMatchObject({ code: "SCRATCH_FULL" });
      expect(open).toBe(0);
    });
  });

  test.each([
    [{ key: ["x"] }, "COLUMN_UNKNOWN"],
    [{ columns: [{ name: "s", of: "sum", column: "x" }] }, "COLUMN_UNKNOWN"],
    [{ columns: [{ name: "s", of: "sum", column: "key" }] }, "COLUMN_TYPE"],
    [{ columns: [{ name: "s", of: "sum" }] }, "PARAM_REQUIRED"],
    [{ key: ["key"], columns: [{ name: "key", of: "count" }] }, "COLUMN_DUPLICATE"],
    [{ key: ["key"], time: "time", bucket: "key" }, "COLUMN_DUPLICATE"],
    [{ time: "v", columns: [] }, "COLUMN_TYPE"],
    [{ time: "time", zone: "Mars/Base" }, "ZONE_UNKNOWN"],
    [{}, "PARAM_REQUIRED"],
  ])("%j is refused as %s", async (params, code) => {
    const { issues } = await runNode(aggregate, { params, inputs: { in: [table([])] }, host });
    expect(issues.map((issue) => issue.code)).toContain(code);
  });
});

function reference(cells: readonly (number | null)[]): Row {
  const filled = cells.filter((cell) => cell !== null);
  const values = filled.filter((cell) => !Number.isNaN(cell));
  const sorted = values.toSorted((a, b) => a - b);
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = sum / values.length;
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low + (high - low) * (place % 1);
  };
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  const some = (value: number) => (values.length === 0 ? null : value);
  return {
    count: BigInt(filled.length),
    distinct: BigInt(new Set(filled).size),
    sum: some(sum),
    mean: some(mean),
    min: some(sorted[0]),
    max: some(sorted.at(-1) ?? 0),
    std: values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)),
    first: filled[0] ?? null,
    last: filled.at(-1) ?? null,
    median: some(at(0.5)),
    quantile: some(at(0.25)),
  };
}

function expectLike(got: Row, expected: Row): void {
  for (const [name, value] of Object.entries(expected)) {
    // Rounding differs with the order of additions: 10 digits are asked for.
    if (typeof value === "number" && !Number.isNaN(value)) expect(got[name], name).toBeCloseTo(value, 10);
    else expect(got[name], name).toEqual(value);
  }
}
