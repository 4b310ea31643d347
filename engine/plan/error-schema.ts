// What the error port of a node carries.

import { withFields } from "../frames/frame.ts";
import type { Schema } from "../frames/types.ts";

/** Columns that the error port adds to the rows that failed. */
export const ERROR_FIELDS = [
  { name: "error_code", type: { type: "text" }, nullable: false },
  { name: "error_cause", type: { type: "text" }, nullable: false },
  // The row's id in its source: the line of a text file, the number of a row or of a file.
  { name: "error_place", type: { type: "int64" }, nullable: false },
] as const;

/** The schema of a node's error port: its input (or the rows it declares as failed) and the error columns. */
export function errorSchema(input: Schema): Schema {
  return withFields(input, ERROR_FIELDS);
}
