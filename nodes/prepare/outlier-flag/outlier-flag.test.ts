// outlier-flag: numbers that lie far from those before them, by key.

import fc from "fast-check";
import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import outlierFlag from "./outlier-flag.ts";

const schema = { fields: [field("x", "float64"), field("k", "text")] };

async function flagged(rows: readonly (readonly [Cell, string])[], params: Record<string, unknown>, cut = 4) {
  const inputs = {
    in: recut(
      [
        frameOf(
          schema,
          rows.map(([x, k]) => ({ x, k })),
        ),
      ],
      cut,
    ),
  };
  const { outputs, warnings } = await runNode(outlierFlag, { params: { column: "x", ...params }, inputs });
  const all = outputs.out.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => [
      frame.column("outlier").get(row),
      frame.column("outlier_distance").get(row),
    ]),
  );
  return { flags: all.map(([flag]) => flag), distances: all.map(([, distance]) => distance), warnings };
}

const of = (...values: Cell[]) => values.map((value) => [value, "a"] as const);

test("quartile distances beyond the quartiles", async () => {
  // Quartiles of 1 to 5 are 2 and 4.
  const { flags, distances } = await flagged(of(1, 2, 3, 4, 5, 7, 100), { rows: 5, leastRows: 5 });
  expect(distances).toEqual([null, null, null, null, null, 1.5, (100 - 5) / 2]);
  expect(flags).toEqual([false, false, false, false, false, false, true]);
});

test("median deviations", async () => {
  const { distances } = await flagged(of(1, 2, 3, 4, 5, 9), { rows: 5, leastRows: 5, spread: "mad" });
  expect(distances[5]).toBeCloseTo((9 - 3) / 1.482602218505602, 12);
});

test.each(["iqr", "mad"])(
  "where all are the same, another one is endlessly far away (%s)",
  async (spread) => {
    const { flags, distances } = await flagged(of(2, 2, 2, 2, 3), { rows: 5, leastRows: 3, spread });
    expect(distances).toEqual([null, null, null, 0, Infinity]);
    expect(flags[4]).toBe(true);
  },
);

test("empty cells and NaN are no outliers and do not count", async () => {
  const { flags, distances } = await flagged(of(1, null, 2, NaN, 3, 9), { rows: 3, leastRows: 3 });
  expect(distances).toEqual([null, null, null, null, null, (9 - 2.5) / 1]);
  expect(flags).toEqual([false, false, false, false, false, true]);
});

test("keys do not look at each other, in frames of any size, as by hand", async () => {
  const row = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.constantFrom("a", "b"));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), async (rows, cut) => {
      const got = await flagged(rows, { key: ["k"], rows: 6, leastRows: 3, limit: 2, spread: "mad" }, cut);
      const median = (values: readonly number[]) => {
        const sorted = values.toSorted((a, b) => a - b);
        return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
      };
      const expected = rows.map(([x, k], i) => {
        const before = rows
          .slice(0, i)
          .flatMap(([y, other]) => (other === k ? [y] : []))
          .slice(-6);
        if (before.length < 3) return false;
        const middle = median(before);
        const spread = 1.482602218505602 * median(before.map((y) => Math.abs(y - middle)));
        return x !== middle && Math.abs(x - middle) / spread > 2;
      });
      expect(got.flags).toEqual(expected);
    }),
  );
});

test("says when keys are forgotten", async () => {
  const { warnings } = await flagged(
    [
      [1, "a"],
      [1, "b"],
    ],
    { key: ["k"], maxKeys: 1 },
  );
  expect(warnings).toEqual([expect.stringContaining("WINDOW_KEYS")]);
});

test("no rows give none", async () => {
  expect((await flagged([], {})).flags).toEqual([]);
});

test.each([
  [{ column: "zz" }, "COLUMN_UNKNOWN"],
  [{ column: "k" }, "COLUMN_TYPE"],
  [{ key: ["zz"] }, "COLUMN_UNKNOWN"],
  [{ output: "k" }, "COLUMN_DUPLICATE"],
  [{ rows: 5, leastRows: 6 }, "PARAM_INVALID"],
])("%j is refused as %s", async (params, code) => {
  const { issues } = await runNode(outlierFlag, {
    params: { column: "x", ...params },
    inputs: { in: [frameOf(schema, [])] },
  });
  expect(issues.map((issue) => issue.code)).toContain(code);
});
