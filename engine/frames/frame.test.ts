// Are frames rows of named cells that know where they came from, whatever is left out, added or joined?

import { describe, expect, test } from "vitest";
import { columnOf, frameOf, freshLineage } from "./builder.ts";
import { ObjectColumn, TextColumn } from "./column.ts";
import { concatFrames } from "./concat.ts";
import { field, Frame, withFields } from "./frame.ts";
import { rowId } from "./lineage.ts";

describe("frames", () => {
  const schema = { fields: [field("a", "float64"), field("b", "text")] };
  const frame = frameOf(
    schema,
    [{ a: 1, b: "x" }, { a: null, b: "y" }, { a: 3 }],
    freshLineage("s", 10, 13, "line"),
  );

  test("are rows of named cells", () => {
    expect([0, 1, 2].map((row) => frame.row(row))).toEqual([
      { a: 1, b: "x" },
      { a: null, b: "y" },
      { a: 3, b: null },
    ]);
    expect(frame.find("c")).toBeUndefined();
    expect(() => frame.column("c")).toThrow('no column "c"; it has a, b');
  });

  test("replace a column where it stands, and add others behind", () => {
    const column = columnOf({ type: "int32" }, [7, 8, 9]);
    const changed = frame.with([
      { name: "c", column },
      { name: "a", column, nullable: false },
    ]);
    expect(changed.schema.fields.map(({ name, type, nullable }) => [name, type.type, nullable])).toEqual([
      ["a", "int32", false],
      ["b", "text", true],
      ["c", "int32", true],
    ]);
    expect(changed.row(0)).toEqual({ a: 7, b: "x", c: 7 });
    expect(frame.row(0)).toEqual({ a: 1, b: "x" });
    expect(withFields({ ...schema, open: true }, []).open).toBe(true);
  });

  test("know their rows after rows were left out, sliced away and joined", () => {
    const some = frame.take(Int32Array.of(0, 2));
    expect(some.lineage).toMatchObject({ from: 10, to: 13, ids: Float64Array.of(10, 12) });
    const parts = [some.slice(0, 1), some.slice(1, 2)];
    expect(parts.map(({ lineage: { from, to } }) => [from, to])).toEqual([
      [10, 12],
      [12, 13],
    ]);
    const joined = concatFrames(parts);
    expect([0, 1].map((row) => rowId(joined.lineage, row))).toEqual([10, 12]);
    expect(joined.lineage).toMatchObject({ source: "s", unit: "line", from: 10, to: 13 });
  });

  test("join text by dictionary and text by row, and keep nulls", () => {
    const byWord = new TextColumn(3, { indices: Int32Array.of(1, -1, 0), words: ["p", "q"] });
    const text = (column: TextColumn) =>
      new Frame(
        { fields: [field("c", "text")] },
        [column],
        column.length,
        freshLineage("s", 0, column.length),
      );
    const joined = concatFrames([text(byWord), text(new TextColumn(1, ["r"])), text(byWord.slice(0, 2))]);
    expect(Array.from({ length: 6 }, (_, row) => joined.columns[0].get(row))).toEqual([
      ...["q", null, "p"],
      ...["r", "q", null],
    ]);
    expect(new ObjectColumn({ type: "json" }, [null]).isNull(0)).toBe(true);
  });
});
