// Keys: rows have one number exactly where their cells are the same.

import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf } from "../../../engine/frames/builder.ts";
import { TextColumn } from "../../../engine/frames/column.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { KeyTable } from "./key-table.ts";
import { emptyKeys, keyText, KeyWords } from "./key-words.ts";

const types: readonly DataType[] = [
  { type: "text" },
  { type: "float64" },
  { type: "int64" },
  { type: "bool" },
];
const row = fc.tuple(
  fc.option(fc.constantFrom("", "a", "b", "\u{1f600}")),
  fc.option(fc.constantFrom(0, -0, 1, NaN, Infinity, 0.1)),
  fc.option(fc.constantFrom(0n, -1n, 1n, 2n ** 62n)),
  fc.option(fc.boolean()),
);

/** What a key is, in words of its own: 0 and -0 are the same. */
const text = (cells: readonly (string | number | bigint | boolean | null)[]) =>
  cells
    .map((cell) =>
      typeof cell === "bigint" ? `${cell}n` : JSON.stringify(cell === null ? null : String(cell)),
    )
    .join();

test("rows have one number exactly where their cells are the same", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 200 }), (rows) => {
      const words = new KeyWords(types);
      const table = new KeyTable(words.width);
      const columns = types.map((type, i) =>
        columnOf(
          type,
          rows.map((cells) => cells[i]),
        ),
      );
      const numbers = table.addAll(words.of(columns, rows.length), rows.length);
      const expected = new Map<string, number>();
      for (const cells of rows) if (!expected.has(text(cells))) expected.set(text(cells), expected.size);
      expect([...numbers]).toEqual(rows.map((cells) => expected.get(text(cells))));
      expect([...table.findAll(words.of(columns, rows.length, false), rows.length)]).toEqual([...numbers]);
    }),
  );
});

test("many keys stay apart while the table grows", () => {
  const words = new KeyWords([{ type: "int32" }]);
  const table = new KeyTable(words.width);
  const column = columnOf(
    { type: "int32" },
    Array.from({ length: 50_000 }, (_, i) => i % 20_000),
  );
  const numbers = table.addAll(words.of([column], column.length), column.length);
  expect(table.size).toBe(20_000);
  expect(numbers[19_999]).toBe(19_999);
  expect(numbers[49_999]).toBe(9_999);
});

test("a dictionary and plain texts are the same keys, and what was never learned is not found", () => {
  const words = new KeyWords([{ type: "text" }]);
  const table = new KeyTable(words.width);
  table.addAll(words.of([new TextColumn(3, ["x", null, "y"])], 3), 3);
  const coded = new TextColumn(4, { indices: Int32Array.of(1, 0, -1, 2), words: ["x", "y", "z"] });
  expect([...table.findAll(words.of([coded], 4, false), 4)]).toEqual([2, 0, 1, -1]);
  expect([...table.addAll(words.of([coded], 4), 4)]).toEqual([2, 0, 1, 3]);
});

test("tells a key to people, and which are empty", () => {
  const columns = [columnOf({ type: "text" }, ["a", null]), columnOf({ type: "float64" }, [1.5, 2])];
  expect(keyText(columns, 0)).toBe('"a", 1.5');
  expect(keyText(columns, 1)).toBe("empty, 2");
  expect([...emptyKeys(columns, 2)]).toEqual([0, 1]);
});
