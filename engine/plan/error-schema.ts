// What the error port of a node carries.

import { withFields } from "../frames/frame.ts";
import type { Schema } from "../frames/types.ts";

/** Columns that the error port adds to the rows that failed. */
export const ERROR_FIELDS = [
  { name: "error_code", type: { type: "text" }, nullable: false },
  { name: "error_cause", type: { type: "text" }, nullable: false },
] as const;

/** The schema of a node's error port: its input and the two error columns. */
export function errorSchema(input: Schema): Schema {
  return withFields(input, ERROR_FIELDS);
}
