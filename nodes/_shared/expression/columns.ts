// How the columns of a row appear in an expression: which CEL type each has, and how its cells are handed over.

import type { Column } from "../../../engine/frames/column.ts";
import { isNumberType, type DataType, type Field, type Schema } from "../../../engine/frames/types.ts";
import { dateOf } from "./moments.ts";

export type CelType = "double" | "bool" | "string" | "google.protobuf.Timestamp";

const MS_PER_DAY = 86_400_000;

/** The CEL type of a column; null for what expressions cannot use (tensors, pictures…). Durations are milliseconds. */
export function celType({ type }: DataType): CelType | null {
  if (isNumberType(type) || type === "duration") return "double";
  if (type === "bool") return "bool";
  if (type === "text") return "string";
  return type === "timestamp" || type === "date" ? "google.protobuf.Timestamp" : null;
}

/** Reads cells of a column as CEL values; null for a null. */
export function celReader(column: Column): (row: number) => unknown {
  if (column.layout !== "fixed") return (row) => column.get(row);
  const { type } = column.type;
  const cell = (row: number) => column.get(row);
  if (type === "bool") return cell;
  const scale = type === "date" ? MS_PER_DAY : 1;
  const isTime = type === "timestamp" || type === "date";
  return (row) => {
    const value = cell(row);
    if (value === null) return null;
    return isTime ? dateOf(Number(value) * scale) : Number(value);
  };
}

/** The column type an expression of that CEL type gives; null for what no column holds. */
export function resultType(type: string): DataType | null {
  switch (type) {
    case "double":
    case "int":
    case "uint":
      return { type: "float64" };
    case "bool":
      return { type: "bool" };
    case "string":
      return { type: "text" };
    case "google.protobuf.Timestamp":
    case "timestamp":
      return { type: "timestamp", zone: "UTC" };
    default:
      return null;
  }
}

/** The fields of a schema that expressions can use. */
export function usableFields(schema: Schema): readonly Field[] {
  return schema.fields.filter((field) => celType(field.type) !== null);
}
