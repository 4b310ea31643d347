import { expect, test } from "vitest";
import {
  addColumn,
  cellAt,
  cellText,
  dropColumn,
  dropRow,
  freeName,
  gridColumns,
  pasteCells,
  pastedCells,
  putCell,
  readCell,
  renameColumn,
} from "./grid.ts";

const rows = [
  { a: 1, b: "x" },
  { b: "y", c: true },
];

test("columns are all keys, in the order they first appear", () =>
  expect(gridColumns(rows)).toEqual(["a", "b", "c"]));

test.each([
  ["12", 12],
  ["-0.5", -0.5],
  ["1e3", 1000],
  ["true", true],
  ["", undefined],
  ["  ", undefined],
  ["Oslo", "Oslo"],
  ["007", "007"],
  ["1,5", "1,5"],
  ['"12"', "12"],
  ['""', ""],
  ["[1,2]", [1, 2]],
  ['{"x":1}', { x: 1 }],
  ["[no list", "[no list"],
  ["12345678901234567890", "12345678901234567890"],
])("%j is read as %j", (text, value) => expect(readCell(text)).toEqual(value));

test.each([12, -0.5, true, "Oslo", "12", "", "true", "007", " blank ", [1, "a"], { x: null }, 'say "hi"'])(
  "%j written as text is read as the same",
  (value) => expect(readCell(cellText(value))).toEqual(value),
);

test("a cell without a value is no key of its row", () => {
  expect(putCell(rows, 0, "c", 3)).toEqual([{ a: 1, b: "x", c: 3 }, rows[1]]);
  expect(putCell(rows, 1, "c", undefined)[1]).toEqual({ b: "y" });
});

test("columns stay where they are when a cell of theirs is emptied or a row goes", () => {
  expect(gridColumns(putCell(rows, 0, "a", undefined))).toEqual(["a", "b", "c"]);
  expect(gridColumns(putCell(rows, 1, "c", undefined))).toEqual(["a", "b", "c"]);
  expect(gridColumns(dropRow(rows, 0))).toEqual(["a", "b", "c"]);
  expect(dropRow([{ a: 1 }], 0)).toEqual([]);
});

test("columns are added, renamed in their place, and taken away", () => {
  expect(gridColumns(addColumn(rows, "d"))).toEqual(["a", "b", "c", "d"]);
  expect(addColumn([], "d")).toEqual([{ d: null }]);
  expect(gridColumns(renameColumn(rows, "a", "first"))).toEqual(["first", "b", "c"]);
  expect(dropColumn(rows, "b")).toEqual([{ a: 1 }, { c: true }]);
  expect(freeName(["a", "a_2"], "a")).toBe("a_3");
});

test("cells of a spreadsheet fill rows and columns from their place on", () => {
  const cells = pastedCells("1\t2\n3\t4\n")!;
  expect(pasteCells(rows, { row: 1, column: 2 }, cells)).toEqual([
    rows[0],
    { b: "y", c: 1, column_4: 2 },
    { c: 3, column_4: 4 },
  ]);
});

test("an empty table takes its names from the first line", () => {
  const cells = pastedCells("name\tage\nAda\t36\nBob\t\n")!;
  expect(pasteCells([], { row: 0, column: 0 }, cells)).toEqual([{ name: "Ada", age: 36 }, { name: "Bob" }]);
});

test("a single cell is no table", () => expect(pastedCells("Oslo\n")).toBeNull());

test.each(["constructor", "__proto__"])("a column may be called %s, and be missing in a row", (name) => {
  const named = putCell([{ a: 1 }, { a: 2 }], 1, name, 3);
  expect(cellAt(named[0], name)).toBeUndefined();
  expect(cellAt(named[1], name)).toBe(3);
  expect(gridColumns(named)).toEqual(["a", name]);
  const pasted = pasteCells([], { row: 0, column: 0 }, [
    ["a", name],
    ["1", "2"],
  ]);
  expect(Object.entries(pasted[0])).toEqual([
    ["a", 1],
    [name, 2],
  ]);
});
