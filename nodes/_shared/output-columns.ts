// Which columns a file writer writes: those chosen, else all that a cell can hold.

import type { Column } from "../../engine/frames/column.ts";
import type { Frame } from "../../engine/frames/frame.ts";
import type { Schema } from "../../engine/frames/types.ts";

/** Bulk values: written only when they are named. */
const BULKY = new Set(["tensor", "image", "audio"]);

/** Names of the columns to write. */
export function outputNames(schema: Schema, chosen: readonly string[]): readonly string[] {
  if (chosen.length > 0) return chosen;
  return schema.fields.filter((field) => !BULKY.has(field.type.type)).map((field) => field.name);
}

/** The columns to write, in their order. */
export function outputColumns(frame: Frame, chosen: readonly string[]): readonly Column[] {
  if (chosen.length > 0) return chosen.map((name) => frame.column(name));
  return frame.columns.filter((_, i) => !BULKY.has(frame.schema.fields[i].type.type));
}
