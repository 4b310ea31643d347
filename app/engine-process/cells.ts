// How is a cell of a sample shown to the editor?

import type { PreviewCell } from "../bridge/shapes.ts";
import type { AudioCell } from "../../engine/frames/audio.ts";
import type { Column, TensorColumn } from "../../engine/frames/column.ts";
import type { Frame } from "../../engine/frames/frame.ts";
import type { ImageCell } from "../../engine/frames/image.ts";
import { placeOf } from "../../engine/frames/lineage.ts";
import { dateText, durationText, timestampText } from "../../engine/frames/time-text.ts";
import { plainValue } from "../../nodes/_shared/cell-text.ts";
import { shortFloat32 } from "../../nodes/_shared/csv/write-number.ts";
import { fromHalf } from "../../nodes/_shared/float16.ts";
import { marksIn } from "./marks-cell.ts";
import { pictureHead } from "./picture-head.ts";
import { soundCell } from "./sound/sound-cell.ts";

/** Characters of a text that are shown. */
const MOST_CHARACTERS = 2000;
/** Values of a tensor that are shown in its cell. */
const FIRST_VALUES = 8;

/** Rows `[from, to)` of frames that follow each other, as cells. */
export function cellsOf(frames: readonly Frame[], from: number, to: number): PreviewCell[][] {
  return rowsOf(frames, from, to).map(({ frame, row }) => frame.columns.map((column) => cellOf(column, row)));
}

/** Where rows `[from, to)` come from: `telemetry, line 17`. */
export function originsOf(frames: readonly Frame[], from: number, to: number): string[] {
  return rowsOf(frames, from, to).map(({ frame: { lineage }, row: at }) => {
    const { source, unit, row } = placeOf(lineage, at);
    return `${source}, ${unit} ${row}`;
  });
}

/** The frame that holds a row of frames that follow each other. */
export function rowOf(frames: readonly Frame[], row: number): { frame: Frame; row: number } | undefined {
  return rowsOf(frames, row, row + 1).at(0);
}

function rowsOf(frames: readonly Frame[], from: number, to: number): { frame: Frame; row: number }[] {
  const found: { frame: Frame; row: number }[] = [];
  let before = 0;
  for (const frame of frames) {
    const end = Math.min(frame.length, to - before);
    for (let row = Math.max(0, from - before); row < end; row++) found.push({ frame, row });
    before += frame.length;
  }
  return found;
}

function cellOf(column: Column, row: number): PreviewCell {
  const value = column.get(row);
  if (value === null) return null;
  if (column.layout === "tensor") return tensorCell(column, row);
  if (typeof value === "bigint") return { is: "big", text: value.toString() };
  switch (column.type.type) {
    case "float32":
      return Number(shortFloat32(value as number));
    case "timestamp":
      return timestampText(value as number);
    case "date":
      return dateText(value as number);
    case "duration":
      return durationText(value as number);
    case "image":
      return imageCell(value as ImageCell);
    case "audio":
      return soundCell(value as AudioCell);
    default:
  }
  if (typeof value === "object") {
    const text = shortened(JSON.stringify(plainValue(value)));
    const marks = marksIn(column.type, value);
    return marks ? { is: "marks", ...marks, text } : { is: "json", text };
  }
  return typeof value === "string" ? shortened(value) : value;
}

function tensorCell(column: TensorColumn, row: number): PreviewCell {
  const { dtype, shape, rowSize } = column;
  const first = Array.from({ length: Math.min(FIRST_VALUES, rowSize) }, (_, i) => elementOf(column, row, i));
  return { is: "tensor", dtype, shape, first };
}

/** An element of a row as it is shown: a number, or the text of one that no double holds. */
export function elementOf(column: TensorColumn, row: number, element: number): number | string {
  const value = column.data[row * column.rowSize + element];
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (typeof value === "string") return shortened(value);
  if (column.dtype === "float16") return fromHalf(value);
  return column.dtype === "float32" ? Number(shortFloat32(value)) : value;
}

function imageCell(image: ImageCell): PreviewCell {
  if (image.kind === "pixels") {
    const { width, height, channels } = image;
    return { is: "image", width, height, format: "pixels", channels };
  }
  const { format, width, height } = pictureHead(image.bytes);
  return { is: "image", width: image.width ?? width, height: image.height ?? height, format };
}

function shortened(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
