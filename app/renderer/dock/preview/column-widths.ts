// How wide a column is before somebody drags it: as wide as what it holds, within limits.

import type { PreviewCell } from "../../../bridge/shapes.ts";
import { cellText, type NumberFormat } from "../../ui/cell-text.ts";
import { pictureShapeOf } from "../../../../engine/frames/picture-shape.ts";
import type { Field } from "../../../../engine/frames/types.ts";

export const LEAST_WIDTH = 56;
export const MOST_WIDTH = 800;
const LEAST_OWN = 72;
const MOST_OWN = 280;
/** Pixels of a letter at 12 px; numbers and cells are monospace, names are not. */
const CELL_LETTER = 7.3;
const NAME_LETTER = 7.8;
const PADDING = 20;
/** Type icon and sort arrow. */
const HEADER_PARTS = 56;
const NULL_SHARE = 44;
const IMAGE_WIDTH = 96;
/** A picture, and the shape of the tensor beside it. */
const TENSOR_PICTURE_WIDTH = 184;
const WAVE_WIDTH = 104;
const ROWS_LOOKED_AT = 50;

export function columnWidth(
  field: Field,
  cells: readonly (PreviewCell | undefined)[],
  format: NumberFormat,
): number {
  const head = nameWidth(field) + (cells.includes(null) ? NULL_SHARE : 0);
  if (field.type.type === "image") return Math.max(IMAGE_WIDTH, head);
  if (cells.some(isTensorPicture)) return Math.max(TENSOR_PICTURE_WIDTH, head);
  const longest = cells.slice(0, ROWS_LOOKED_AT).reduce<number>((most, cell) => {
    return cell === undefined ? most : Math.max(most, cellText(cell, format)?.length ?? 0);
  }, 0);
  const wave = field.type.type === "audio" ? WAVE_WIDTH : 0;
  const width = Math.max(head, longest * CELL_LETTER + PADDING + wave);
  // Beside its waveform a recording has as much room for words as other cells.
  return Math.round(Math.min(MOST_OWN + wave, Math.max(LEAST_OWN, width)));
}

function isTensorPicture(cell: PreviewCell | undefined): boolean {
  return typeof cell === "object" && cell?.is === "tensor" && pictureShapeOf(cell.shape) !== null;
}

function nameWidth({ name }: Field): number {
  return Math.min(MOST_OWN, name.length * NAME_LETTER + HEADER_PARTS);
}
