// What a column of read lines holds: boxes with their text, in reading order.

import type { Cell } from "../../../engine/frames/column.ts";
import { boxesType, marksOf, POINTS, type Box } from "../../../engine/frames/marks.ts";
import type { DataType } from "../../../engine/frames/types.ts";

/** A piece of text on one printed line. Pieces stand in reading order. */
export interface TextLine extends Box {
  readonly text: string;
  /** Clockwise from the corner that is top left for the reader: they tell how the text is turned. */
  readonly points?: readonly number[] | null;
  /** Paragraph or other group of lines, from 0. */
  readonly block: number;
  /** Printed line, from 0 over the whole page; pieces with the same number stand side by side. */
  readonly row: number;
}

export const LINES_TYPE = boxesType([
  POINTS,
  { name: "text", type: { type: "text" }, nullable: false },
  { name: "block", type: { type: "float64" }, nullable: false },
  { name: "row", type: { type: "float64" }, nullable: false },
]);

/** Whether a column holds boxes with text: those of OCR, or others that name their text so. */
export function holdsText(type: DataType): boolean {
  return (
    marksOf(type) === "boxes" &&
    type.type === "list" &&
    type.of.type === "struct" &&
    type.of.fields.some(({ name, type: { type: of } }) => name === "text" && of === "text")
  );
}

/** What of a line has to be there; other boxes with text need have no more. */
export type LineLike = Pick<TextLine, "x" | "y" | "width" | "height" | "text"> & Partial<TextLine>;

/** The lines of a cell that have some text. */
export function linesOf(cell: Cell): LineLike[] {
  const boxes = cell as readonly LineLike[] | null;
  return boxes?.filter(({ text }) => text != null && text.trim() !== "") ?? [];
}
