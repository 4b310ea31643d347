import { describe, expect, test } from "vitest";
import type { PreviewCell } from "../../../bridge/shapes.ts";
import { passes, rawText, readFilter } from "./filter-rows.ts";

const columns = ["port", "delay h", "count", "note"];
const rows: readonly (readonly PreviewCell[])[] = [
  ["Hamburg", 12.5, 3, "12:30 late"],
  ["Rotterdam", -1, 0, null],
  ["Singapore", null, 7, ""],
];
const found = (filter: string) => {
  const terms = readFilter(filter, columns);
  return rows.flatMap((cells, row) => (passes(cells, terms) ? [row] : []));
};

describe("the filter of a sample", () => {
  test.each([
    ["", [0, 1, 2]],
    ["ham", [0]],
    ["RDAM", [1]],
    ["12:30", [0]],
    ["-ham", [1, 2]],
    ["port:o", [1, 2]],
    ["port=singapore", [2]],
    ["port!=singapore", [0, 1]],
    ["-port=singapore", [0, 1]],
    ["count>0", [0, 2]],
    ["count>=3 count<7", [0]],
    ["count=7", [2]],
    ['"delay h">0', [0]],
    ['"delay h"<=0', [1]],
    ["Count>0 port:ham", [0]],
    ["del>0", [0]],
    ["note=", [1, 2]],
    ['"12:30 late"', [0]],
    ["port>m", [1, 2]],
    ["count>nothing", []],
  ])("%s finds rows %j", (filter, expected) => expect(found(filter)).toEqual(expected));

  test("a name that is no column is a word to be found", () => {
    expect(readFilter("speed>3", columns)).toEqual([
      { column: null, operator: ":", text: "speed>3", not: false },
    ]);
  });
});

test("cells as they are searched and copied are whole", () => {
  expect(rawText({ is: "tensor", dtype: "float32", shape: [4], first: [0.1, 2] })).toBe("[0.1, 2, …]");
  expect(rawText({ is: "tensor", dtype: "float32", shape: [2], first: [0.1, 2] })).toBe("[0.1, 2]");
  expect(rawText(1 / 3)).toBe("0.3333333333333333");
});
