// The frames that samples are made of: a table with every sort of column, nulls, NaN, gaps in its row ids.

import { columnOf } from "../../engine/frames/builder.ts";
import { TextColumn, type Cell } from "../../engine/frames/column.ts";
import { field, Frame } from "../../engine/frames/frame.ts";
import type { Lineage } from "../../engine/frames/lineage.ts";
import { boxesType, POINTS } from "../../engine/frames/marks.ts";
import { RawRows } from "../../engine/frames/raw-rows.ts";
import type { Schema } from "../../engine/frames/types.ts";

const TABLE: Schema = {
  fields: [
    field("id", "int64", false),
    field("key", "text", false),
    field("a", "float64"),
    field("b", "float64"),
    field("c", "float32", false),
    field("n", "int32"),
    field("flag", "bool"),
    field("word", "text"),
    field("when", "timestamp"),
    field("day", "date"),
    field("scores", { type: "tensor", dtype: "float32", shape: [3] }, false),
    field("more", "json"),
    field("raw", "text"),
  ],
};

const ROWS = 12;

/** Row `i`; every column that may be null is null somewhere, and `a` is NaN, infinite and -0 somewhere. */
function cells(i: number): Record<string, Cell> {
  const numbers = [1.5, NaN, -2, 0, 1e300, Infinity, -0, 7, 3.25, 8, -4.5, 10];
  return {
    id: BigInt(i + 100),
    key: i % 3 === 0 ? "left" : "right",
    a: i === 4 ? null : numbers[i],
    b: i % 5 === 1 ? null : i / 4 - 1,
    c: i / 8,
    n: i === 7 ? null : i - 3,
    flag: i === 2 ? null : i % 2 === 0,
    word: i === 5 ? null : ["red", "green", "blue", "", 'a "quoted", word'][i % 5],
    when: i === 8 ? null : 1_700_000_000_000 + i * 3_600_000,
    day: i === 9 ? null : 19_000 + i,
    scores: Float32Array.of(i / 10, 0.5, 1 - i / 10),
    more: i === 3 ? null : { i, list: [i, null] },
  };
}

/** A text column whose bytes are still those of a file. */
function rawColumn(count: number): TextColumn {
  const lines = Array.from({ length: count }, (_, i) => (i === 6 ? "" : i === 1 ? '"x, ""y"""' : `r${i}`));
  const bytes = new TextEncoder().encode(`${lines.join("\n")}\n`);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  let at = 0;
  lines.forEach((line, row) => {
    starts[row] = at;
    ends[row] = at + line.length;
    at += line.length + 1;
  });
  const dialect = {
    delimiter: 44,
    quote: 34,
    nullWords: [""],
    decimalComma: false,
    encoding: "utf-8",
  } as const;
  return TextColumn.raw({ rows: new RawRows(bytes, starts, ends, 1, dialect, true), field: 0 });
}

/** All rows in one frame. Ids are 3, 5, 7…: rows before and between were left out by somebody upstream. */
function tableFrame(): Frame {
  const rows = Array.from({ length: ROWS }, (_, i) => cells(i));
  const columns = TABLE.fields.map(({ name, type }) =>
    name === "raw"
      ? rawColumn(ROWS)
      : columnOf(
          type,
          rows.map((row) => row[name]),
        ),
  );
  return new Frame(TABLE, columns, ROWS, gappyLineage(ROWS));
}

function gappyLineage(length: number): Lineage {
  const ids = Float64Array.from({ length }, (_, i) => 3 + 2 * i);
  return { source: "in", unit: "line", from: 2, to: 4 + 2 * length, ids };
}

/** The table in three frames: some rows, none, the rest. Fresh buffers with each call. */
export function tableFrames(): readonly Frame[] {
  const whole = tableFrame();
  return [whole.slice(0, 7), whole.slice(7, 7), whole.slice(7, ROWS)];
}

/** Two small pictures as pixels, and one row without a picture. */
export function pictureFrames(): readonly Frame[] {
  const schema: Schema = { fields: [field("image", "image"), field("name", "text")] };
  const picture = (width: number, height: number, name: string) => {
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37) % 256);
    return { kind: "pixels", data, width, height, channels: 3, name };
  };
  const columns = [
    columnOf({ type: "image" }, [picture(4, 3, "a"), null, picture(3, 5, "b")]),
    columnOf({ type: "text" }, ["a", "none", "b"]),
  ];
  return [new Frame(schema, columns, 3, { source: "in", unit: "file", from: 0, to: 3, ids: null })];
}

/** The two pictures with a mask of their size, and boxes: one with an outline, one beyond the edge, none. */
export function markedFrames(): readonly Frame[] {
  const [frame] = pictureFrames();
  const mask = (width: number, height: number) => {
    const data = Uint8Array.from({ length: width * height }, (_, i) => (i % 2) * 255);
    return { kind: "pixels", data, width, height, channels: 1, name: "mask" };
  };
  const box = {
    label: "dog",
    score: 0.75,
    x: 1,
    y: 0.5,
    width: 2,
    height: 2,
    points: null,
    keypoints: [2, 1],
  };
  const turned = { ...box, label: "cat", points: [1, 0, 3, 1, 2, 3], keypoints: null };
  return [
    frame.with([
      { name: "mask", column: columnOf({ type: "image" }, [mask(4, 3), null, mask(3, 5)]) },
      { name: "boxes", column: columnOf(BOXES, [[box, turned, { ...box, x: 90 }], [], []]) },
    ]),
  ];
}

const KEYPOINTS = field("keypoints", { type: "list", of: { type: "float64" } });
const BOXES = boxesType([POINTS, KEYPOINTS]);

/** Pictures with lists of boxes: two, none, no list at all, one. */
export function boxedFrames(): readonly Frame[] {
  const type = boxesType([field("text", "text")]);
  const schema: Schema = {
    fields: [field("image", "image"), field("boxes", type), field("path", "text", false)],
  };
  const image = (name: string) => {
    const data = Uint8Array.from({ length: 8 * 6 * 3 }, (_, i) => (i * 53) % 256);
    return { kind: "pixels", data, width: 8, height: 6, channels: 3, name };
  };
  const box = (x: number, y: number, label: string) => ({
    label,
    score: x / 10,
    x,
    y,
    width: 3,
    height: 2.5,
    text: null,
  });
  const columns = [
    columnOf({ type: "image" }, ["a", "b", "c", "d"].map(image)),
    columnOf(type, [[box(1, 2, "cat"), box(3.5, 0, "dog")], [], null, [box(0, 0, "cat")]]),
    columnOf({ type: "text" }, ["in/a.png", "in/b.png", "in/c.png", "in/d.png"]),
  ];
  return [new Frame(schema, columns, 4, { source: "in", unit: "file", from: 0, to: 4, ids: null })];
}

/** Tensors of the shape of a gray picture. */
export function tensorFrames(): readonly Frame[] {
  const type = { type: "tensor", dtype: "float32", shape: [1, 2, 3] } as const;
  const rows = [0, 1, 2].map((row) => Array.from({ length: 6 }, (_, i) => 40 * row + i));
  const lineage: Lineage = { source: "in", unit: "row", from: 0, to: 3, ids: null };
  return [new Frame({ fields: [field("grids", type, false)] }, [columnOf(type, rows)], 3, lineage)];
}

/** The same rows cut anew, each frame `size` rows long; the ranges passed stay covered. */
export function recut(frames: readonly Frame[], size: number): readonly Frame[] {
  return frames.flatMap((frame) => {
    const count = Math.max(1, Math.ceil(frame.length / size));
    return Array.from({ length: count }, (_, i) =>
      frame.slice(i * size, Math.min(frame.length, (i + 1) * size)),
    );
  });
}
