import { expect, test } from "vitest";
import { partitionOf, pathOfPart, rangeOfPart } from "./partition.ts";

test.each([
  ["out/alerts.csv", 1, 7, "out/alerts.1-of-7.csv"],
  ["out/alerts.csv", 1, 12, "out/alerts.01-of-12.csv"],
  ["out/alerts.csv", 12, 12, "out/alerts.12-of-12.csv"],
  ["out.d/alerts", 1, 1, "out.d/alerts.1-of-1"],
  ["out\\rows.per.day.jsonl", 3, 100, "out\\rows.per.day.003-of-100.jsonl"],
  ["out/.csv", 1, 2, "out/.csv.1-of-2"],
  [".csv", 1, 2, ".csv.1-of-2"],
])("%s of part %i of %i is %s", (path, part, count, expected) => {
  expect(pathOfPart(path, { index: part - 1, count })).toBe(expected);
});

test.each([
  [10, 3],
  [2, 7],
  [0, 4],
  [1e12, 7],
])("%i things in %i parts are each in one", (total, count) => {
  const parts = Array.from({ length: count }, (_, index) => rangeOfPart(total, { index, count }));
  expect(parts[0].from).toBe(0);
  expect(parts.at(-1).to).toBe(total);
  for (const [i, { from }] of parts.entries()) if (i > 0) expect(from).toBe(parts[i - 1].to);
});

test.each([
  ["1/1", { index: 0, count: 1 }],
  ["2/7", { index: 1, count: 7 }],
  ["0/7", null],
  ["8/7", null],
  ["1/0", null],
  ["2", null],
  ["1/2/3", null],
  ["1.5/2", null],
  ["-1/2", null],
  [" 1/2", null],
  ["1/1000001", null],
])("%j is %j", (text, partition) => {
  expect(partitionOf(text)).toEqual(partition);
});
