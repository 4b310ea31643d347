// Keys: rows have one number exactly where their cells are the same.

import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf } from "../../../engine/frames/builder.ts";
import { TextColumn } from "../../../engine/frames/column.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { keyHashes } from "./key-hashes.ts";
import { emptyKeys, keyText } from "./key-words.ts";
import { Keys } from "./keys.ts";

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

/** Keys of all columns, and of each by itself: numbers alone are looked up another way. */
const choices = [[0, 1, 2, 3], [0], [1], [2], [3]];

test("rows have one number exactly where their cells are the same", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 200 }), fc.constantFrom(...choices), (rows, chosen) => {
      const keys = new Keys(chosen.map((i) => types[i]));
      const columns = chosen.map((i) =>
        columnOf(
          types[i],
          rows.map((cells) => cells[i]),
        ),
      );
      const own = rows.map((cells) => text(chosen.map((i) => cells[i])));
      const expected = [...new Set(own)];
      expect([...keys.add(columns, rows.length)]).toEqual(own.map((key) => expected.indexOf(key)));
      expect([...keys.find(columns, rows.length)]).toEqual(own.map((key) => expected.indexOf(key)));
      expect(keys.size).toBe(expected.length);
      const hashes = keyHashes(columns, rows.length);
      own.forEach((key, i) => expect(hashes[i]).toBe(hashes[own.indexOf(key)]));
    }),
  );
});

test.each([0, 0.5, -1, 1e9])("many keys stay apart while the table grows, counted from %d", (from) => {
  const keys = new Keys([{ type: "float64" }]);
  const column = columnOf(
    { type: "float64" },
    Array.from({ length: 200_000 }, (_, i) => from + (i % 80_000)),
  );
  const numbers = keys.add([column], column.length);
  expect(keys.size).toBe(80_000);
  expect(numbers[79_999]).toBe(79_999);
  expect(numbers[199_999]).toBe(39_999);
});

test("a dictionary and plain texts are the same keys, and what was never learned is not found", () => {
  const keys = new Keys([{ type: "text" }]);
  const plain = new TextColumn(3, ["x", null, "y"]);
  keys.add([plain], 3);
  const coded = new TextColumn(4, { indices: Int32Array.of(1, 0, -1, 2), words: ["x", "y", "z"] });
  expect([...keys.find([coded], 4)]).toEqual([2, 0, 1, -1]);
  expect([...keys.add([coded], 4)]).toEqual([2, 0, 1, 3]);
  expect([...keyHashes([plain], 3)]).toEqual([...keyHashes([coded.take(Int32Array.of(1, 2, 0))], 3)]);
});

test("tells a key to people, and which are empty", () => {
  const columns = [columnOf({ type: "text" }, ["a", null]), columnOf({ type: "float64" }, [1.5, 2])];
  expect(keyText(columns, 0)).toBe('"a", 1.5');
  expect(keyText(columns, 1)).toBe("empty, 2");
  expect([...(emptyKeys(columns, 2) ?? [])]).toEqual([0, 1]);
  expect(emptyKeys([columns[1]], 2)).toBeNull();
});
