// What is said of a row that has no value where one is needed.

import type { RowError } from "../../engine/sdk/node-definition.ts";

export function missingValue(column: string): RowError {
  return {
    code: "NULL_VALUE",
    cause: `Column "${column}" has no value here.`,
    hint: "Leave such rows out with Filter.",
    column,
  };
}
