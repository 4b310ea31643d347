// Where a row stands in what was read, behind nodes that number rows anew.

import { expect, test } from "vitest";
import { joinOrigins, ofGroups, originOf, placeOf, takeLineage, type Lineage } from "./lineage.ts";

const read: Lineage = { source: "orders", unit: "line", from: 2, to: 5, ids: null };

function grouped(rows: readonly number[]): Lineage {
  const lineage = takeLineage(read, Int32Array.from(rows));
  const origin = ofGroups(originOf([{ lineage, length: rows.length }]));
  return { source: "sums", unit: "row", from: 1, to: rows.length + 1, ids: null, origin };
}

test("a row that stands for a group says so, with the place of the first", () => {
  expect(placeOf(grouped([0, 2]), 1)).toEqual({ source: "orders", unit: "line", row: 4, ofGroup: true });
});

test("among rows of their own it still does", () => {
  const origin = joinOrigins([
    { lineage: read, length: 3 },
    { lineage: grouped([1]), length: 1 },
  ]);
  const mixed: Lineage = { source: "all", unit: "row", from: 1, to: 5, ids: null, origin };
  expect(placeOf(mixed, 0)).toEqual({ source: "orders", unit: "line", row: 2 });
  expect(placeOf(mixed, 3)).toEqual({ source: "orders", unit: "line", row: 3, ofGroup: true });
});
