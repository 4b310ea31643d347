// Do columns of every type give the cells they hold, whole, sliced, taken and joined, without copying what need not be?

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnOf, frameOf, freshLineage } from "./builder.ts";
import { FixedColumn, TensorColumn, type Cell, type Column } from "./column.ts";
import { canConcat, concatFrames } from "./concat.ts";
import { field, Frame } from "./frame.ts";
import { rowId } from "./lineage.ts";
import type { DataType } from "./types.ts";

const bits = (count: number) => fc.integer({ min: -(2 ** (count - 1)), max: 2 ** (count - 1) - 1 });
const positive = (count: number) => fc.integer({ min: 0, max: 2 ** count - 1 });
const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

/** Each column type with the cells it can hold; tensors have no nulls. */
const types: readonly (readonly [name: string, type: DataType, cell: fc.Arbitrary<Cell>])[] = [
  ["float64", { type: "float64" }, fc.double()],
  ["float32", { type: "float32" }, fc.float()],
  ["int64", { type: "int64" }, long],
  ["int32", { type: "int32" }, bits(32)],
  ["int16", { type: "int16" }, bits(16)],
  ["int8", { type: "int8" }, bits(8)],
  ["uint64", { type: "uint64" }, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })],
  ["uint32", { type: "uint32" }, positive(32)],
  ["uint16", { type: "uint16" }, positive(16)],
  ["uint8", { type: "uint8" }, positive(8)],
  ["bool", { type: "bool" }, fc.boolean()],
  ["timestamp", { type: "timestamp", zone: "UTC" }, bits(32)],
  ["date", { type: "date" }, bits(20)],
  ["duration", { type: "duration" }, bits(32)],
  ["text", { type: "text" }, fc.string()],
  ["json", { type: "json" }, fc.array(fc.integer())],
  ["list", { type: "list", of: { type: "text" } }, fc.array(fc.string())],
  ["struct", { type: "struct", fields: [] }, fc.record({ a: fc.integer() })],
  ["image", { type: "image" }, fc.record({ kind: fc.constant("encoded"), name: fc.string() })],
  ["audio", { type: "audio" }, fc.record({ rate: fc.integer() })],
];

const cellsOf = (column: Column) => Array.from({ length: column.length }, (_, row) => column.get(row));

/** Cells, nulls among them, cut into three; and some of their rows. */
function pieces(cell: fc.Arbitrary<Cell>) {
  return fc
    .array(fc.option(cell, { freq: 4 }), { minLength: 1, maxLength: 40 })
    .chain((cells) => {
      const place = fc.nat(cells.length);
      const rows = fc.array(fc.nat(cells.length - 1), { maxLength: 30 });
      return fc.record({ cells: fc.constant(cells), a: place, b: place, rows });
    })
    .map(({ cells, a, b, rows }) => ({
      cells,
      from: Math.min(a, b),
      to: Math.max(a, b),
      rows: Int32Array.from(rows),
    }));
}

function frameWith(type: DataType, column: Column): Frame {
  return new Frame(
    { fields: [field("c", type)] },
    [column],
    column.length,
    freshLineage("s", 0, column.length),
  );
}

describe.each(types)("%s", (_, type, cell) => {
  test("gives back what it was made of; null and undefined are nulls", () => {
    fc.assert(
      fc.property(pieces(cell), ({ cells }) => {
        const column = columnOf(
          type,
          cells.map((value) => value ?? undefined),
        );
        expect(column.length).toBe(cells.length);
        expect(cellsOf(column)).toEqual(cells);
        expect(cells.map((_, row) => column.isNull(row))).toEqual(cells.map((value) => value === null));
      }),
    );
  });

  test("sliced, sliced again and taken, it has the rows that were asked for", () => {
    fc.assert(
      fc.property(pieces(cell), ({ cells, from, to, rows }) => {
        const column = columnOf(type, cells);
        const slice = column.slice(from, to);
        expect(cellsOf(slice)).toEqual(cells.slice(from, to));
        const middle = (to - from) >> 1;
        expect(cellsOf(slice.slice(middle, to - from))).toEqual(cells.slice(from + middle, to));
        const taken = column.take(rows);
        expect(cellsOf(taken)).toEqual(Array.from(rows, (row) => cells[row]));
        const back = Int32Array.from({ length: taken.length }, (_, i) => taken.length - 1 - i);
        expect(cellsOf(taken.take(back))).toEqual(Array.from(rows, (row) => cells[row]).reverse());
        expect(cellsOf(column), "as it was").toEqual(cells);
      }),
    );
  });

  test("cut into pieces and joined, it is what it was, rows and their ids", () => {
    fc.assert(
      fc.property(pieces(cell), ({ cells, from, to }) => {
        const whole = frameWith(type, columnOf(type, cells));
        const parts = [whole.slice(0, from), whole.slice(from, to), whole.slice(to, cells.length)];
        expect(canConcat(parts[0], parts[2])).toBe(true);
        const joined = concatFrames(parts);
        expect(cellsOf(joined.columns[0])).toEqual(cells);
        expect(joined).toMatchObject({ length: cells.length, schema: whole.schema });
        expect(cells.map((_, row) => rowId(joined.lineage, row))).toEqual(cells.map((_, row) => row));
      }),
    );
  });
});

describe("the value under a null", () => {
  test.each([
    ["float64", NaN],
    ["float32", NaN],
    ["int64", 0n],
    ["uint64", 0n],
    ["int32", 0],
    ["bool", 0],
    ["date", 0],
    ["timestamp", NaN],
  ] as const)("of %s is %s, whole and joined", (name, under) => {
    const { type } = field("c", name);
    const column = columnOf(type, [null, null]) as FixedColumn;
    expect(Array.from(column.values as Float64Array)).toEqual([under, under]);
    const joined = concatFrames([frameWith(type, column), frameWith(type, column)]).columns[0] as FixedColumn;
    expect(Array.from(joined.values as Float64Array)).toEqual(Array(4).fill(under));
    expect([column.nullCount, joined.nullCount]).toEqual([2, 4]);
  });

  test("is a bit: NaN is a value", () => {
    const column = columnOf({ type: "float64" }, [NaN, null]);
    expect([column.isNull(0), column.isNull(1)]).toEqual([false, true]);
    expect(cellsOf(column)).toEqual([NaN, null]);
  });
});

describe("tensors", () => {
  const data = Float32Array.from({ length: 12 }, (_, i) => i);
  const column = new TensorColumn("float32", [3], 4, data);

  test("are made row by row where they are used", () => {
    let made = 0;
    const rows = TensorColumn.made("float32", [3], 4, (row, out, offset) => {
      made++;
      for (let i = 0; i < 3; i++) out[offset + i] = 3 * row + i;
    });
    const few = rows.slice(1, 4).take(Int32Array.of(2, 0));
    expect(made).toBe(0);
    expect(few.get(0)).toEqual(Float32Array.of(9, 10, 11));
    expect(made).toBe(1);
    expect(few.data).toEqual(Float32Array.of(9, 10, 11, 3, 4, 5));
    const into = new Float32Array(8);
    few.fill!(1, into, 4);
    expect(into).toEqual(Float32Array.of(0, 0, 0, 0, 3, 4, 5, 0));
    expect(
      (concatFrames([frameWith(rows.type, rows), frameWith(column.type, column)]).columns[0] as TensorColumn)
        .data,
    ).toEqual(Float32Array.of(...data, ...data));
  });

  test("are sliced, taken and joined by rows", () => {
    expect(column.get(1)).toEqual(Float32Array.of(3, 4, 5));
    expect(cellsOf(column.take(Int32Array.of(3, 0)))).toEqual([
      Float32Array.of(9, 10, 11),
      Float32Array.of(0, 1, 2),
    ]);
    const whole = frameWith(column.type, column);
    const joined = concatFrames([whole.slice(0, 1), whole.slice(1, 4)]).columns[0] as TensorColumn;
    expect(joined).toMatchObject({ shape: [3], length: 4, data });
  });

  test("of text, too", () => {
    const words = new TensorColumn("string", [2], 2, ["a", "b", "c", "d"]);
    expect(cellsOf(words.take(Int32Array.of(1)))).toEqual([["c", "d"]]);
    expect(cellsOf(words.slice(1, 2))).toEqual([["c", "d"]]);
    const whole = frameWith(words.type, words);
    expect((concatFrames([whole, whole]).columns[0] as TensorColumn).data).toHaveLength(8);
  });

  test("are built row by row, and refuse rows of another size", () => {
    const type = { type: "tensor", dtype: "int64", shape: [2] } as const;
    expect(
      (
        columnOf(type, [
          [1n, 2],
          [3, 4n],
        ]) as TensorColumn
      ).data,
    ).toEqual(BigInt64Array.of(1n, 2n, 3n, 4n));
    expect(() => columnOf(type, [[1n]])).toThrow("2 elements");
    expect(() => columnOf({ ...type, shape: ["n"] }, [])).toThrow("open dimension");
  });

  test("of other row shapes are not joined, nor are frames of another source or schema", () => {
    const other = new TensorColumn("float32", [2], 1, new Float32Array(2));
    const open = field("c", { type: "tensor", dtype: "float32", shape: ["n"] });
    const [a, b] = [column, other].map(
      (each) => new Frame({ fields: [open] }, [each], each.length, freshLineage("s", 0, each.length)),
    );
    expect([canConcat(a, a), canConcat(a, b)]).toEqual([true, false]);
    const far = new Frame(a.schema, a.columns, a.length, freshLineage("t", 0, a.length));
    expect([canConcat(a, far), canConcat(a, frameWith(column.type, column))]).toEqual([false, false]);
  });
});

describe("nothing is copied", () => {
  const values = Float64Array.from({ length: 64 }, (_, i) => i);
  const validity = new Uint8Array(8).fill(0b10101010);

  test("where numbers and their nulls are sliced at a byte", () => {
    const column = new FixedColumn({ type: "float64" }, 64, { values, validity });
    const slice = column.slice(8, 40);
    expect(slice.values.buffer).toBe(values.buffer);
    expect(slice.validity?.buffer).toBe(validity.buffer);
    // Between bytes only the bits are moved.
    expect(column.slice(3, 40).values.buffer).toBe(values.buffer);
    expect([column.slice(3, 40).isNull(0), column.slice(4, 40).isNull(0)]).toEqual([false, true]);
  });

  test("where tensors are sliced or a row of one is looked at", () => {
    const tensor = new TensorColumn("float64", [8], 8, values);
    expect((tensor.slice(2, 5).data as Float64Array).buffer).toBe(values.buffer);
    expect((tensor.get(7) as Float64Array).buffer).toBe(values.buffer);
  });

  test("where columns are added, chosen, or a frame is sliced whole", () => {
    const frame = frameOf({ fields: [field("a", "int32"), field("b", "text")] }, [{ a: 1, b: "x" }]);
    const more = frame.with([{ name: "c", column: columnOf({ type: "bool" }, [true]) }]);
    expect([more.columns[0], more.columns[1]]).toEqual(frame.columns);
    expect(more.select(["b"]).columns[0]).toBe(frame.columns[1]);
    expect(frame.slice(0, 1)).toBe(frame);
    expect(concatFrames([frame])).toBe(frame);
  });

  test("where a lazy column is sliced and taken: it is made once, when somebody looks", () => {
    let made = 0;
    const lazy = new FixedColumn({ type: "float64" }, 64, () => {
      made++;
      return { values, validity: null };
    });
    const [slice, taken] = [lazy.slice(1, 3), lazy.take(Int32Array.of(5))];
    expect(made).toBe(0);
    expect([slice.get(0), taken.get(0), lazy.get(2)]).toEqual([1, 5, 2]);
    expect(made).toBe(1);
  });
});
