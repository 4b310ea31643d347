// Whatever a source can give comes back from its line exactly.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell } from "./column.ts";
import { CellTextError, exactCell, fromExactCell } from "./exact-cell.ts";
import type { DataType } from "./types.ts";

function throughLine(cell: Cell, type: DataType): unknown {
  return fromExactCell(JSON.parse(JSON.stringify(exactCell(cell, type))), type);
}

const nullable = <T extends Cell>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const CELLS: readonly (readonly [string, DataType, fc.Arbitrary<Cell>])[] = [
  ["float64", { type: "float64" }, fc.double()],
  ["float32", { type: "float32" }, fc.float()],
  ["int64", { type: "int64" }, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ["uint64", { type: "uint64" }, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })],
  ["int8", { type: "int8" }, fc.integer({ min: -128, max: 127 })],
  ["bool", { type: "bool" }, fc.boolean()],
  ["text", { type: "text" }, fc.string({ unit: "binary" })],
  ["timestamp", { type: "timestamp", zone: "UTC" }, fc.double()],
  ["timestamp of a calendar", { type: "timestamp", zone: null }, fc.date().map(Number)],
  ["date", { type: "date" }, fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })],
  ["duration", { type: "duration" }, fc.double()],
  [
    "tensor",
    { type: "tensor", dtype: "int64", shape: [2] },
    fc.array(fc.bigInt({ min: 0n, max: 9n ** 19n })),
  ],
  ["list", { type: "list", of: { type: "float64" } }, fc.array(nullable(fc.double()))],
  [
    "struct",
    { type: "struct", fields: [{ name: "__proto", type: { type: "int64" }, nullable: true }] },
    fc.record({ __proto: nullable(fc.bigInt({ min: 0n, max: 9n })) }),
  ],
  [
    "json",
    { type: "json" },
    fc
      .oneof(
        fc.object({ withBigInt: false }),
        fc.constant({ $whole: 1, $number: "x" }),
        fc.constant({ $whole: 7 }),
      )
      .filter((value) => JSON.stringify(value) !== undefined)
      .map((value) => JSON.parse(JSON.stringify(value)) as object),
  ],
];

describe("a cell and its line", () => {
  test.each(CELLS)("%s comes back exactly", (_, type, cells) => {
    fc.assert(
      fc.property(nullable(cells), (cell) => {
        const again = throughLine(cell, type);
        expect(again).toEqual(cell);
        if (typeof cell === "number") expect(Object.is(again, cell)).toBe(true);
      }),
    );
  });

  test("times are written as people read them", () => {
    expect(exactCell(Date.UTC(2026, 0, 31, 13), { type: "timestamp", zone: "UTC" })).toBe(
      "2026-01-31T13:00:00Z",
    );
    expect(exactCell(20_484, { type: "date" })).toBe("2026-01-31");
    expect(exactCell(NaN, { type: "float64" })).toBe("NaN");
  });

  test("a picture, a recording and a large tensor are somewhere else, by their name", () => {
    const type = { type: "image" } as const;
    expect(throughLine({ kind: "encoded", name: "a.jpg" }, type)).toEqual({ elsewhere: "a.jpg" });
    const many = { type: "tensor", dtype: "float32", shape: [5000] } as const;
    expect(throughLine(new Float32Array(5000), many)).toEqual({ elsewhere: null });
  });

  test.each<readonly [unknown, DataType]>([
    ["x", { type: "float64" }],
    [1.5, { type: "int64" }],
    ["1e3", { type: "int64" }],
    [1, { type: "text" }],
    ["yesterday", { type: "timestamp", zone: null }],
    [{}, { type: "list", of: { type: "text" } }],
    ["a.jpg", { type: "image" }],
  ])("%j is refused where something else is expected", (value, type) => {
    expect(() => fromExactCell(value, type)).toThrow(CellTextError);
  });
});
