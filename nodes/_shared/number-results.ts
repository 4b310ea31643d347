// Numbers of columns in, numbers out: what kinds share that compute each value by itself.

import { allValid, clearBit } from "../../engine/frames/bitmap.ts";
import { FixedColumn, type Column } from "../../engine/frames/column.ts";
import { isNumberType, type DataType, type Field, type Schema } from "../../engine/frames/types.ts";
import type { NodeIssue } from "../../engine/sdk/node-definition.ts";
import { clashIssues } from "./clash-issues.ts";
import { repeatedIssues, typeIssues, unknownColumnIssues } from "./column-issues.ts";

/** The values of a column of numbers; NaN where it is empty. */
export function numbersOf(column: Column): Float64Array {
  const { values, validity } = column as FixedColumn;
  const numbers =
    values instanceof Float64Array && !validity ? values : Float64Array.from(values as never, Number);
  if (!validity) return numbers;
  const own = numbers === values ? numbers.slice() : numbers;
  for (let row = 0; row < own.length; row++) if (column.isNull(row)) own[row] = NaN;
  return own;
}

/** A column of the values, empty where `empty` says so. */
export function numberColumn(values: Float64Array, empty: (row: number) => boolean): FixedColumn {
  let validity: Uint8Array | null = null;
  for (let row = 0; row < values.length; row++) {
    if (!empty(row)) continue;
    validity ??= allValid(values.length);
    clearBit(validity, row);
    values[row] = NaN;
  }
  return new FixedColumn({ type: "float64" }, values.length, { values, validity });
}

export const isNumber = ({ type }: DataType): boolean => isNumberType(type) || type === "bool";

/** The new columns of kinds that make one of each: of the same name where the suffix is empty, in the place of the old. */
export function suffixedFields(
  schema: Schema,
  columns: readonly string[],
  suffix: string,
  nullable?: true,
): Field[] {
  return columns.map((name) => ({
    name: name + suffix,
    type: { type: "float64" },
    nullable: nullable ?? schema.fields.find((field) => field.name === name)?.nullable ?? true,
  }));
}

export function suffixedIssues(schema: Schema, columns: readonly string[], suffix: string): NodeIssue[] {
  return [
    ...unknownColumnIssues(schema, columns, "params.columns"),
    ...repeatedIssues(columns, "columns"),
    ...typeIssues(
      schema,
      columns,
      "params.columns",
      isNumber,
      "a number",
      "Cast the column to a number first.",
    ),
    ...(suffix === ""
      ? []
      : clashIssues(
          schema,
          [...new Set(columns)].map((name) => ({ name: name + suffix })),
        ).map((issue) => ({ ...issue, path: "params.suffix" }))),
  ];
}
