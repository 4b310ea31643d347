import { expect, test } from "vitest";
import type { PreviewCell } from "../../../bridge/shapes.ts";
import { compareCells, sortRows } from "./compare-cells.ts";

const sorted = (cells: readonly PreviewCell[], down = false) =>
  sortRows(
    cells.map((_, row) => row),
    (row) => cells[row],
    down,
  );

test("numbers go by size, NaN and then nulls last either way", () => {
  const cells = [3, null, -1, NaN, 20];
  expect(sorted(cells)).toEqual([2, 0, 4, 3, 1]);
  expect(sorted(cells, true)).toEqual([4, 0, 2, 3, 1]);
});

test("rows with equal cells keep their order, also downwards", () => {
  expect(sorted(["b", "a", "a", "b"])).toEqual([1, 2, 0, 3]);
  expect(sorted(["b", "a", "a", "b"], true)).toEqual([0, 3, 1, 2]);
});

test("numbers inside text count as numbers", () => {
  expect(sorted(["row 10", "row 9", "Row 1"])).toEqual([2, 1, 0]);
});

test("whole numbers beyond a double are compared exactly, among smaller ones too", () => {
  const big = (text: string) => ({ is: "big", text }) as const;
  expect(compareCells(big("9007199254740993"), big("9007199254740992"))).toBeGreaterThan(0);
  expect(compareCells(5, big("9007199254740993"))).toBeLessThan(0);
  expect(compareCells(big("-9007199254740993"), 5)).toBeLessThan(0);
});

test("tensors go by their first values, pictures by their size", () => {
  const tensor = (...first: number[]) => ({ is: "tensor", dtype: "float32", shape: [2], first }) as const;
  const image = (width: number) => ({ is: "image", width, height: 10, format: "rgb" }) as const;
  expect(sorted([tensor(1, 2), tensor(0, 9), tensor(1, 1)])).toEqual([1, 2, 0]);
  expect(sorted([image(20), image(10)])).toEqual([1, 0]);
});

test("false comes before true", () => {
  expect(sorted([true, false, true])).toEqual([1, 0, 2]);
});
