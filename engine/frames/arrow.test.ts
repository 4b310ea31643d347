// Frames through Arrow: the library's own reader sees the same values, and everything comes back as it was.

import * as arrow from "apache-arrow";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromArrowIpc, toArrowIpc } from "./arrow.ts";
import { columnOf, freshLineage } from "./builder.ts";
import { TensorColumn, TextColumn, type Cell, type Column } from "./column.ts";
import { field, Frame } from "./frame.ts";
import type { DataType, Schema } from "./types.ts";

interface Kind {
  readonly type: DataType;
  readonly cell: fc.Arbitrary<Cell>;
  /** What the library's own reader must give for a cell; the cell itself unless told otherwise. */
  readonly seen?: (cell: Cell) => unknown;
}

const anyText = () => expect.any(String) as unknown;
const whole = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
const natural = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
const day = 86_400_000;
const time = fc.integer({ min: -8e12, max: 8e12 });

const kinds: Readonly<Record<string, Kind>> = {
  float64: { type: { type: "float64" }, cell: fc.double() },
  float32: { type: { type: "float32" }, cell: fc.float() },
  int64: { type: { type: "int64" }, cell: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  int32: { type: { type: "int32" }, cell: whole(32) },
  int16: { type: { type: "int16" }, cell: whole(16) },
  int8: { type: { type: "int8" }, cell: whole(8) },
  uint64: { type: { type: "uint64" }, cell: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) },
  uint32: { type: { type: "uint32" }, cell: natural(32) },
  uint16: { type: { type: "uint16" }, cell: natural(16) },
  uint8: { type: { type: "uint8" }, cell: natural(8) },
  bool: { type: { type: "bool" }, cell: fc.boolean() },
  timestamp: { type: { type: "timestamp", zone: "Europe/Berlin" }, cell: time },
  "timestamp without a zone": { type: { type: "timestamp", zone: null }, cell: time },
  date: {
    type: { type: "date" },
    cell: fc.integer({ min: -9e4, max: 9e4 }),
    seen: (days) => Number(days) * day,
  },
  duration: { type: { type: "duration" }, cell: time, seen: (ms) => BigInt(ms as number) },
  text: { type: { type: "text" }, cell: fc.string({ unit: "grapheme" }) },
  json: {
    type: { type: "json" },
    cell: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.array(fc.double())),
    seen: anyText,
  },
  list: {
    type: { type: "list", of: { type: "int64" } },
    cell: fc.array(fc.bigInt()),
    seen: anyText,
  },
  struct: {
    type: { type: "struct", fields: [field("$a", "float64")] },
    cell: fc.record({ $a: fc.double(), b: fc.constant(null) }),
    seen: anyText,
  },
  audio: {
    type: { type: "audio" },
    cell: fc.record({ rate: fc.constant(16000), samples: fc.float32Array({ noNaN: true }) }),
    seen: anyText,
  },
};

const nullable = (cell: fc.Arbitrary<Cell>) => fc.array(fc.option(cell, { freq: 4 }), { maxLength: 20 });

function frameOfColumn(type: DataType, column: Column, from = 0): Frame {
  const schema: Schema = { fields: [field("c", type)] };
  return new Frame(schema, [column], column.length, freshLineage("source", from, from + column.length));
}

const cells = (column: Column) => Array.from({ length: column.length }, (_, row) => column.get(row));

describe.each(Object.entries(kinds))("%s", (_, { type, cell, seen = (value) => value }) => {
  test("comes back, nulls too, and the library reads the same", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(nullable(cell), { minLength: 1, maxLength: 3 }), async (batches) => {
        const frames = batches.map((values) => frameOfColumn(type, columnOf(type, values)));
        const bytes = await toArrowIpc(frames);
        const table = arrow.tableFromIPC(bytes);
        const expected = batches.flat().map((value) => (value === null ? null : seen(value)));
        expect([...table.getChildAt(0)!]).toEqual(expected);
        const back = await fromArrowIpc(bytes, "other");
        expect(back.flatMap((frame) => cells(frame.columns[0]))).toEqual(batches.flat());
        expect(back.map(({ schema, lineage }) => [schema, lineage])).toEqual(
          frames.map(({ schema, lineage }) => [schema, lineage]),
        );
      }),
      { numRuns: 25 },
    );
  });
});

test("dictionary text stays a dictionary, and batches share one", async () => {
  const parts = [
    { indices: Int32Array.of(1, 0, -1), words: ["a", "b"] },
    { indices: Int32Array.of(0, 1), words: ["b", "c"] },
  ];
  const frames = parts.map((data) =>
    frameOfColumn({ type: "text" }, new TextColumn(data.indices.length, data)),
  );
  const bytes = await toArrowIpc(frames);
  const vector = arrow.tableFromIPC(bytes).getChildAt(0)!;
  expect(vector.type).toBeInstanceOf(arrow.Dictionary);
  expect([...vector]).toEqual(["b", "a", null, "b", "c"]);
  const back = await fromArrowIpc(bytes, "other");
  expect(back.flatMap((frame) => cells(frame.columns[0]))).toEqual(["b", "a", null, "b", "c"]);
  expect("indices" in (back[0].columns[0] as TextColumn).data).toBe(true);
});

describe("tensors", () => {
  test.each([
    ["float32", Float32Array.of(1, 2, 3, NaN, 5, 6, 7, 8, 9, 10, 11, 12)],
    ["int64", BigInt64Array.from({ length: 12 }, (_, i) => BigInt(i))],
    ["uint8", Uint8Array.from({ length: 12 }, (_, i) => i)],
    ["bool", Uint8Array.from({ length: 12 }, (_, i) => i % 3 && 1)],
    ["float16", Uint16Array.from({ length: 12 }, (_, i) => 0x3c00 + i)],
    ["string", Array.from({ length: 12 }, (_, i) => `word ${i}`)],
  ] as const)("of %s keep shape and elements", async (dtype, data) => {
    const column = new TensorColumn(dtype, [2, 3], 2, data);
    const bytes = await toArrowIpc([frameOfColumn(column.type, column)]);
    const list = arrow.tableFromIPC(bytes).getChildAt(0)!;
    expect(list.type).toMatchObject({ listSize: 6 });
    const [back] = await fromArrowIpc(bytes, "other");
    const tensor = back.columns[0] as TensorColumn;
    expect(tensor.type).toEqual(column.type);
    expect(tensor.data).toEqual(data);
    expect(back.schema.fields[0].type).toEqual(column.type);
  });

  test("are read by the library row by row", async () => {
    const column = new TensorColumn("float32", [3], 2, Float32Array.of(1, 2, 3, 4, 5, 6));
    const list = arrow.tableFromIPC(await toArrowIpc([frameOfColumn(column.type, column)])).getChildAt(0)!;
    expect([...list].map((row) => [...(row as Iterable<number>)])).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  test("without rows keep their type; other shapes do not go into one stream", async () => {
    const none = new TensorColumn("float32", [3], 0, new Float32Array(0));
    const [back] = await fromArrowIpc(await toArrowIpc([frameOfColumn(none.type, none)]), "other");
    expect(back.columns[0].type).toEqual(none.type);
    const one = new TensorColumn("float32", [1], 1, Float32Array.of(1));
    const two = new TensorColumn("float32", [2], 1, Float32Array.of(1, 2));
    await expect(toArrowIpc([one, two].map((column) => frameOfColumn(column.type, column)))).rejects.toThrow(
      "[2]",
    );
  });
});

test("pictures: encoded ones are their bytes, pixels come back as pixels", async () => {
  const encoded = { kind: "encoded", bytes: Uint8Array.of(137, 80, 78, 71), name: "p.png" } as const;
  const data = Uint8Array.of(1, 2, 3, 4, 5, 6);
  const pixels = { kind: "pixels", data, width: 2, height: 1, channels: 3, name: "ä b" } as const;
  const type: DataType = { type: "image" };
  const bytes = await toArrowIpc([frameOfColumn(type, columnOf(type, [encoded, null, pixels]))]);
  expect(arrow.tableFromIPC(bytes).getChildAt(0)!.get(0)).toEqual(encoded.bytes);
  const [back] = await fromArrowIpc(bytes, "other");
  expect(cells(back.columns[0])).toEqual([{ ...encoded, name: expect.any(String) as string }, null, pixels]);
});

test("numbers without nulls are views of the stream, not copies", async () => {
  const values = Array.from({ length: 1000 }, (_, i) => i / 7);
  const bytes = await toArrowIpc([frameOfColumn({ type: "float64" }, columnOf({ type: "float64" }, values))]);
  const [back] = await fromArrowIpc(bytes, "other");
  const [column] = back.columns;
  expect(column.layout === "fixed" && column.values.buffer === bytes.buffer).toBe(true);
});

test("a lineage with ids comes back", async () => {
  const column = columnOf({ type: "int32" }, [1, 2]);
  const lineage = { source: "csv", unit: "line", from: 2, to: 9, ids: Float64Array.of(3, 7) } as const;
  const frame = new Frame({ fields: [field("c", "int32")] }, [column], 2, lineage);
  const [back] = await fromArrowIpc(await toArrowIpc([frame]), "other");
  expect(back.lineage).toEqual(lineage);
});

test("no frames, no columns, no rows", async () => {
  const nothing = await fromArrowIpc(await toArrowIpc([]), "s");
  expect(nothing.filter(({ length, columns }) => length > 0 || columns.length > 0)).toEqual([]);
  const bare = new Frame({ fields: [] }, [], 0, freshLineage("s", 0, 0));
  const [back] = await fromArrowIpc(await toArrowIpc([bare]), "other");
  expect(back).toMatchObject({ length: 0, columns: [] });
});

test("streams of others are read by Arrow's own types", async () => {
  const table = arrow.tableFromArrays({
    n: Float64Array.of(1, 2),
    big: BigInt64Array.of(1n, 2n),
    words: ["x", "y"],
    when: [new Date(0), new Date(day)],
    maybe: [1.5, null],
    lists: [[1, 2], [3]],
  });
  const [frame] = await fromArrowIpc(arrow.tableToIPC(table, "stream"), "theirs");
  expect(frame.lineage).toEqual(freshLineage("theirs", 0, 2));
  expect(frame.schema.fields.map(({ name, type }) => [name, type.type])).toEqual([
    ["n", "float64"],
    ["big", "int64"],
    ["words", "text"],
    ["when", "timestamp"],
    ["maybe", "float64"],
    ["lists", "json"],
  ]);
  expect(frame.row(0)).toMatchObject({ n: 1, big: 1n, words: "x", when: 0, maybe: 1.5 });
  expect(frame.row(1)).toMatchObject({ words: "y", when: day, maybe: null });
});

test.each([
  ["numbers", new arrow.Float64(), [10.5, -1, null, 10.5], "float64", [10.5, -1, null, 10.5]],
  ["whole numbers", new arrow.Int64(), [7n, null, 7n, -2n], "int64", [7n, null, 7n, -2n]],
  ["days", new arrow.DateDay(), [new Date(day), null, new Date(0)], "date", [1, null, 0]],
  ["text", new arrow.Utf8(), ["b", null, "a", "b"], "text", ["b", null, "a", "b"]],
] as const)(
  "a dictionary of %s that others wrote gives its values",
  async (_, type, given, name, expected) => {
    const vector = arrow.vectorFromArray(
      given,
      new arrow.Dictionary<arrow.DataType, arrow.Int32>(type, new arrow.Int32()),
    );
    const [frame] = await fromArrowIpc(arrow.tableToIPC(new arrow.Table({ c: vector }), "stream"), "theirs");
    expect(frame.schema.fields[0].type).toEqual({ type: name });
    expect(cells(frame.columns[0])).toEqual(expected);
  },
);
