import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { WINDOW_FUNCTIONS } from "./functions.ts";
import { History, type SavedKey } from "../../_shared/history/history.ts";
import window from "./window.ts";

const schema = { fields: [field("key", "text"), field("v", "float64"), field("time", "timestamp")] };
const HOUR = 3_600_000;
const rows = [
  { key: "a", v: 1, time: 0 },
  { key: "b", v: 10, time: HOUR },
  { key: "a", v: 3, time: 2 * HOUR },
  { key: "a", v: null, time: 3 * HOUR },
  { key: "b", v: 30, time: 5 * HOUR },
  { key: "a", v: 5, time: 4 * HOUR },
];
const frame = frameOf(schema, rows);

async function column(of: string, n: number, source = "v", key = ["key"]) {
  const params = { key, columns: [{ name: "w", column: source, of, rows: n }] };
  const { outputs } = await runNode(window, { params, inputs: { in: [frame] } });
  return Array.from({ length: rows.length }, (_, row) => outputs.out[0].column("w").get(row));
}

describe("window", () => {
  test.each<[string, number, (number | null)[]]>([
    ["lag", 1, [null, null, 1, 3, 10, null]],
    ["lag", 2, [null, null, null, 1, null, 3]],
    ["mean", 2, [1, 10, 2, 3, 20, 5]],
    ["sum", 3, [1, 10, 4, 4, 40, 8]],
    ["min", 3, [1, 10, 1, 1, 10, 3]],
    ["max", 3, [1, 10, 3, 3, 30, 5]],
    ["count", 2, [1, 1, 2, 1, 2, 1]],
    ["std", 3, [null, null, Math.SQRT2, Math.SQRT2, Math.sqrt(200), Math.SQRT2]],
  ])("%s over %i rows", async (of, n, expected) => {
    const got = await column(of, n);
    got.forEach((value, row) => {
      const want = expected[row];
      if (want === null) expect(value).toBeNull();
      else expect(value).toBeCloseTo(want, 12);
    });
  });

  test("elapsed hours since the row before of the same key", async () => {
    expect(await column("elapsed", 1, "time")).toEqual([null, null, 2, 1, 4, 1]);
  });

  test("without a key all rows belong together", async () => {
    expect(await column("lag", 1, "v", [])).toEqual([null, 1, 10, 3, null, 30]);
  });

  test("answers the same however the rows are cut into frames", async () => {
    const cells = fc.array(
      fc.record({ key: fc.constantFrom("a", "b", "c"), v: fc.option(fc.integer({ min: -9, max: 9 })) }),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(
        cells,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 5 }),
        async (data, cut, n) => {
          const whole = frameOf(
            schema,
            data.map((row, i) => ({ ...row, time: i * HOUR })),
          );
          const columns = WINDOW_FUNCTIONS.map((of) => ({
            name: of,
            column: of === "elapsed" ? "time" : "v",
            of,
            rows: n,
          }));
          const params = { key: ["key"], columns };
          const parts = Array.from({ length: Math.ceil(whole.length / cut) }, (_, i) =>
            whole.slice(i * cut, Math.min(whole.length, (i + 1) * cut)),
          );
          const one = await runNode(window, { params, inputs: { in: [whole] } });
          const many = await runNode(window, { params, inputs: { in: parts } });
          const flat = (frames: readonly (typeof frame)[]) =>
            frames.flatMap((part) => Array.from({ length: part.length }, (_, row) => part.row(row)));
          expect(flat(many.outputs.out)).toEqual(flat(one.outputs.out));
        },
      ),
      { numRuns: 100 },
    );
  });

  test("keeps the key that was seen last, however early it came first", async () => {
    const keys = ["a", "b", "a", "c", "a"];
    const seen = frameOf(
      schema,
      keys.map((key, i) => ({ key, v: i, time: 0 })),
    );
    const params = { key: ["key"], maxKeys: 2, columns: [{ name: "w", column: "v", of: "lag", rows: 1 }] };
    const { outputs } = await runNode(window, { params, inputs: { in: [seen] } });
    expect(keys.map((_, row) => outputs.out[0].column("w").get(row))).toEqual([null, null, 0, null, 2]);
  });

  test("a snapshot brings back every number, and who was silent longest", () => {
    const saved = new History([3, 1], 2);
    for (const value of [NaN, Infinity, -Infinity, -0, 0.1]) saved.of("a")[0].push(value);
    saved.of("b")[1].push(7);
    saved.of("a");
    const loaded = new History([3, 1], 2);
    loaded.load(JSON.parse(JSON.stringify(saved)) as SavedKey[]);
    expect([0, 1, 2].map((back) => loaded.of("a")[0].back(back))).toEqual([0.1, -0, -Infinity]);
    expect(loaded.of("b")[1].back(0)).toBe(7);
    const fresh = new History([3, 1], 2);
    fresh.load(JSON.parse(JSON.stringify(saved)) as SavedKey[]);
    fresh.of("c");
    expect(fresh.of("a")[0].count).toBe(5);
  });

  test("forgets the key that was silent longest when there are too many, and says so", async () => {
    const params = { key: ["key"], maxKeys: 1, columns: [{ name: "w", column: "v", of: "lag", rows: 1 }] };
    const { outputs, warnings } = await runNode(window, { params, inputs: { in: [frame] } });
    expect(outputs.out[0].column("w").get(2)).toBeNull();
    expect(warnings).toEqual([expect.stringContaining("WINDOW_KEYS")]);
  });

  test.each([
    [{ columns: [{ name: "w", column: "zz", of: "lag", rows: 1 }] }, "COLUMN_UNKNOWN"],
    [{ columns: [{ name: "w", column: "key", of: "mean", rows: 1 }] }, "COLUMN_TYPE"],
    [{ columns: [{ name: "w", column: "v", of: "elapsed", rows: 1 }] }, "COLUMN_TYPE"],
    [{ key: ["k"], columns: [] }, "COLUMN_UNKNOWN"],
    [{ columns: [{ name: "v", column: "v", of: "lag", rows: 1 }] }, "COLUMN_DUPLICATE"],
  ])("%j is refused as %s", async (params, code) => {
    const { issues } = await runNode(window, { params, inputs: { in: [frame] } });
    expect(issues[0]).toMatchObject({ code, severity: "error" });
  });
});
