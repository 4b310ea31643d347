// The params that kinds share which scale number columns into one tensor.

import * as z from "zod/mini";
import { choice, columnList, json, text } from "../../engine/sdk/params.ts";
import { isFinite, isListOf } from "../../engine/sdk/plain-values.ts";

export const scaledColumns = columnList({
  title: "Columns",
  help: "The number columns, in the order the model wants.",
  of: "number",
  default: [],
});

/** Numbers that `fit` learns, one for each column. */
export function fittedNumbers(options: { readonly title: string; readonly help: string }) {
  return json<number[]>(
    () => z.array(z.number()),
    { ...options, fitted: true, default: [] },
    isListOf(isFinite),
  );
}

export const packedColumn = text({
  title: "Output column",
  help: "Name of the packed column.",
  minLength: 1,
  default: "features",
});

export const missingNumbers = choice(["fail", "nan"], {
  title: "Missing values",
  help: "What happens to a row with a missing value.",
  labels: { fail: "The row fails", nan: "NaN goes in" },
  default: "fail",
});
