import { expect, test } from "vitest";
import { ALL_MARKS, hasScores, inListOrder, labelCounts, passing } from "./filter-marks.ts";

const mark = (label: string | null, score: number | null, text: string | null = null) => ({
  label,
  score,
  text,
});
const found = [mark("face", 0.4), mark("car", 0.9), mark("face", null), mark(null, 0.7)];

test("marks below the score go, those without one stay; labels can be hidden", () => {
  expect(passing(found, ALL_MARKS)).toHaveLength(4);
  expect(passing(found, { least: 0.5, hidden: new Set() })).toEqual([found[1], found[2], found[3]]);
  expect(passing(found, { least: 0, hidden: new Set(["face"]) })).toEqual([found[1], found[3]]);
});

test("the surest are listed first, but lines of text as they are read", () => {
  expect(inListOrder(found).map(({ score }) => score)).toEqual([0.9, 0.7, 0.4, null]);
  const lines = [mark(null, 0.5, "first"), mark(null, 0.9, "second")];
  expect(inListOrder(lines)).toEqual(lines);
});

test("labels are counted, frequent ones first", () => {
  expect(labelCounts(found)).toEqual([
    ["face", 2],
    ["car", 1],
    ["without a label", 1],
  ]);
  expect([hasScores(found), hasScores([mark("a", null)])]).toEqual([true, false]);
});
