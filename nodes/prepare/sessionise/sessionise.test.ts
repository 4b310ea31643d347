// sessionise: where sessions begin, by key and by time.

import fc from "fast-check";
import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import sessionise from "./sessionise.ts";

const MINUTE = 60_000;
const schema = { fields: [field("k", "text"), field("t", "timestamp"), field("d", "date")] };
type Row = readonly [key: string | null, minutes: number | null];

async function sessions(rows: readonly Row[], params: Record<string, unknown> = {}, cut = 3) {
  const cells = rows.map(([k, minutes]): Record<string, Cell> => ({
    k,
    t: minutes === null ? null : minutes * MINUTE,
    d: minutes,
  }));
  const inputs = { in: recut([frameOf(schema, cells)], cut) };
  const { outputs, warnings } = await runNode(sessionise, {
    params: { key: ["k"], time: "t", ...params },
    inputs,
  });
  const numbers = outputs.out.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => frame.column("session").get(row)),
  );
  return { numbers: numbers.map((cell) => (cell === null ? null : Number(cell))), warnings };
}

test("a gap that is longer begins a session, for each key by itself", async () => {
  const rows: Row[] = [
    ["a", 0],
    ["b", 1],
    ["a", 30],
    ["a", 61],
    ["b", 20],
    [null, 5],
    ["a", null],
    ["b", 100],
    [null, 6],
  ];
  expect((await sessions(rows)).numbers).toEqual([1, 2, 1, 3, 2, 4, null, 5, 4]);
});

test("without a key all rows belong together, and days may be counted", async () => {
  expect(
    (
      await sessions(
        [
          ["a", 0],
          ["b", 1],
          ["a", 40],
        ],
        { key: [] },
      )
    ).numbers,
  ).toEqual([1, 1, 2]);
  const days = { key: [], time: "d", gapMinutes: 24 * 60 };
  expect(
    (
      await sessions(
        [
          ["a", 0],
          ["a", 1],
          ["a", 3],
        ],
        days,
      )
    ).numbers,
  ).toEqual([1, 1, 2]);
});

test("rows out of order are told, and keep the session that they are near to", async () => {
  const { numbers, warnings } = await sessions([
    ["a", 0],
    ["a", 10],
    ["a", 5],
    ["a", 39],
    ["a", -100],
  ]);
  expect(numbers).toEqual([1, 1, 1, 1, 2]);
  expect(warnings[0]).toContain("TIME_UNORDERED");
});

test("is what a loop over each key finds, however rows are cut", async () => {
  const row = fc.tuple(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 60 }));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), async (steps, cut) => {
      let time = 0;
      const rows = steps.map(([key, step]): [string, number] => [key, (time += step)]);
      const last = new Map<string, { at: number; session: number }>();
      let count = 0;
      const expected = rows.map(([key, at]) => {
        const known = last.get(key);
        const session = known && at - known.at <= 30 ? known.session : ++count;
        last.set(key, { at, session });
        return session;
      });
      expect((await sessions(rows, {}, cut)).numbers).toEqual(expected);
    }),
  );
});

test("too many keys end the run", async () => {
  await expect(
    sessions(
      [
        ["a", 0],
        ["b", 0],
      ],
      { maxKeys: 1 },
    ),
  ).rejects.toMatchObject({ code: "GROUPS_TOO_MANY" });
});

test("no rows give none", async () => {
  expect((await sessions([])).numbers).toEqual([]);
});

test.each([
  [{ key: ["zz"] }, "COLUMN_UNKNOWN"],
  [{ time: "zz" }, "COLUMN_UNKNOWN"],
  [{ time: "k" }, "COLUMN_TYPE"],
  [{ output: "k" }, "COLUMN_DUPLICATE"],
])("%j is refused as %s", async (params, code) => {
  const { issues } = await runNode(sessionise, {
    params: { time: "t", ...params },
    inputs: { in: [frameOf(schema, [])] },
  });
  expect(issues.map((issue) => issue.code)).toContain(code);
});
