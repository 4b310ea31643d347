// The functions of groups: which there are, what they can be computed of, and of which type their answers are.

import { isNumberType, type DataType } from "../../../engine/frames/types.ts";
import { isKeyType } from "../keys/key-words.ts";

export const AGGREGATES = [
  "count",
  "sum",
  "mean",
  "min",
  "max",
  "std",
  "first",
  "last",
  "median",
  "quantile",
  "distinct",
] as const;
export type Aggregate = (typeof AGGREGATES)[number];

const FLOAT: DataType = { type: "float64" };

/** The type of what a function makes of a column. */
export function aggregateType(of: Aggregate, type: DataType | null): DataType {
  switch (of) {
    case "count":
    case "distinct":
      return { type: "int64" };
    case "min":
    case "max":
    case "first":
    case "last":
      return type ?? FLOAT;
    default:
      return FLOAT;
  }
}

/** Whether a function can be computed of a column of that type. */
export function tallyTakes(of: Aggregate, type: DataType): boolean {
  const isNumber = isNumberType(type.type) || type.type === "bool";
  switch (of) {
    case "count":
      return true;
    case "first":
    case "last":
      return type.type !== "tensor";
    case "distinct":
      return isKeyType(type);
    case "min":
    case "max":
      return isNumber || type.type === "timestamp" || type.type === "date" || type.type === "duration";
    case "sum":
    case "mean":
    case "std":
    case "median":
    case "quantile":
      return isNumber;
  }
}
