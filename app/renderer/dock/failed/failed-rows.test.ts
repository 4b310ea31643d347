import { expect, test } from "vitest";
import type { FailedRow, NodeCounters } from "../../../bridge/shapes.ts";
import { toCsv } from "../preview/copy-rows.ts";
import { FAILED_COLUMNS, failedCells, failedCount, findFailed } from "./failed-rows.ts";

const failed: readonly FailedRow[] = [
  {
    node: "cast",
    source: "events",
    unit: "line",
    row: 17,
    code: "CELL_NOT_NUMBER",
    cause: '"n/a" is no number',
    hint: "Name it as a null.",
    column: "depth",
    values: { depth: "n/a" },
  },
  { node: "model", source: "events", unit: "line", row: 40, code: "MODEL_FAILED", cause: "NaN", values: {} },
];
const counters = (rowsFailed: number) => ({ rowsFailed }) as NodeCounters;

test("more have failed than were kept", () => {
  const nodes = {
    cast: { state: "done", counters: counters(1200) },
    model: { state: "done", counters: counters(3) },
    write: { state: "waiting", counters: null },
  } as const;
  expect(failedCount(nodes, failed)).toBe(1203);
  expect(failedCount({}, failed)).toBe(2);
});

test("failed rows are found by node, and by words in any of their parts", () => {
  expect(findFailed(failed, null, "")).toBe(failed);
  expect(findFailed(failed, "model", "")).toEqual([failed[1]]);
  expect(findFailed(failed, null, "NUMBER depth")).toEqual([failed[0]]);
  expect(findFailed(failed, null, "40")).toEqual([failed[1]]);
  expect(findFailed(failed, "cast", "nan")).toEqual([]);
});

test("a failed row is copied with the row it was", () => {
  expect(toCsv(FAILED_COLUMNS, [failedCells(failed[0])]).split("\r\n")[1]).toBe(
    'cast,events,line,17,CELL_NOT_NUMBER,depth,"""n/a"" is no number",Name it as a null.,"{""depth"":""n/a""}"',
  );
});
