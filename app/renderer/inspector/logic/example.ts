// What does the example of a param look like with the columns and inputs that are really there?

import { isNumberType, type Field } from "../../../../engine/frames/types.ts";
import type { Param } from "../catalog-types.ts";
import { filledInputs } from "./model-inputs.ts";

/** undefined where the param has none, or none can be made of what is there. */
export function exampleOf(
  { example, keys }: Pick<Param, "example" | "keys">,
  names: readonly Field[],
  columns: readonly Field[],
): unknown {
  if (example === undefined) return undefined;
  if (keys === "model-inputs") return filledInputs(names, columns);
  return Array.isArray(example) ? (example as unknown[]).map((row) => withRealColumn(row, columns)) : example;
}

/** A row that works on `column` works on one that arrives, and what is named after it is named after that. */
function withRealColumn(row: unknown, columns: readonly Field[]): unknown {
  if (typeof row !== "object" || row === null || !("column" in row)) return row;
  const { column } = row;
  if (typeof column !== "string") return row;
  const real = (columns.find(({ type }) => isNumberType(type.type)) ?? columns.at(0))?.name;
  if (real === undefined || columns.some(({ name }) => name === column)) return row;
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === "string" ? value.replace(column, () => real) : value,
    ]),
  );
}
