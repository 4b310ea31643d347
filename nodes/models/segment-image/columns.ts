// From a model's answer for one picture to the cells of its row, and the columns that they stand in.

import { columnOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { Pixels } from "../../../engine/frames/image.ts";
import type { DataType, Field } from "../../../engine/frames/types.ts";
import { MASKED_BOXES, type MaskedBox } from "./instances.ts";
import type { Gives } from "./layout.ts";
import type { SegmentParams } from "./params.ts";

const SHARES: DataType = {
  type: "list",
  of: { type: "struct", fields: [field("label", "text", false), field("share", "float64", false)] },
};

export interface Segmented {
  readonly mask: Pixels;
  readonly share: number;
  /** null where the model gives one mask only. */
  readonly map: Pixels | null;
  readonly label: string | null;
  readonly classes: readonly { readonly label: string; readonly share: number }[];
  readonly boxes: readonly MaskedBox[];
}

type Cells = keyof Segmented;

const TYPES: Readonly<Record<Cells, Field>> = {
  mask: field("", "image", false),
  share: field("", "float64", false),
  map: field("", "image", false),
  label: field("", "text", true),
  classes: field("", SHARES, false),
  boxes: field("", MASKED_BOXES, false),
};

/** Which cells there are, in the order of their columns: the mask first, since it is laid over the picture then. */
const CELLS: Readonly<Record<Gives, readonly Cells[]>> = {
  mask: ["mask", "share"],
  classes: ["mask", "share", "label", "classes", "map"],
  instances: ["mask", "share", "boxes", "map"],
};

/** The param that names a column has the name of its cells. */
export function paramsOfColumns(gives: Gives): readonly string[] {
  return CELLS[gives];
}

export function addedFields(gives: Gives, params: SegmentParams): Field[] {
  return CELLS[gives].map((cell) => ({ ...TYPES[cell], name: params[cell] }));
}

export function addedColumns(gives: Gives, params: SegmentParams, answers: readonly Segmented[]) {
  return CELLS[gives].map((cell) => ({
    name: params[cell],
    column: columnOf(
      TYPES[cell].type,
      answers.map((answer) => answer[cell]),
    ),
  }));
}
