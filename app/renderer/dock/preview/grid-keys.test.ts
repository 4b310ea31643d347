import { expect, test } from "vitest";
import { moveInGrid } from "./grid-keys.ts";

const size = { rows: 100, columns: 5, page: 10 };

test.each([
  ["ArrowDown", false, [3, 2]],
  ["ArrowUp", false, [1, 2]],
  ["ArrowUp", true, [0, 2]],
  ["ArrowDown", true, [99, 2]],
  ["ArrowLeft", true, [2, 0]],
  ["ArrowRight", false, [2, 3]],
  ["Home", false, [2, 0]],
  ["End", true, [99, 4]],
  ["PageDown", false, [12, 2]],
  ["PageUp", false, [0, 2]],
])("%s (mod %s) leads to %j", (key, mod, [row, column]) => {
  expect(moveInGrid({ key, mod }, { row: 2, column: 2 }, size)).toEqual({ row, column });
});

test("the header is above the first row, and nothing is above it", () => {
  expect(moveInGrid({ key: "ArrowUp", mod: false }, { row: 0, column: 0 }, size)?.row).toBe(-1);
  expect(moveInGrid({ key: "ArrowUp", mod: false }, { row: -1, column: 0 }, size)?.row).toBe(-1);
});

test("a table without rows has its header only", () => {
  const empty = { rows: 0, columns: 2, page: 5 };
  expect(moveInGrid({ key: "ArrowDown", mod: false }, { row: -1, column: 0 }, empty)).toEqual({
    row: -1,
    column: 0,
  });
});

test("other keys mean nothing", () => {
  expect(moveInGrid({ key: "a", mod: false }, { row: 0, column: 0 }, size)).toBeNull();
});
