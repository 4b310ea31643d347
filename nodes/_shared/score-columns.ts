// Scores of several classes, as one tensor column or as number columns side by side: checked and read alike.

import type { Frame } from "../../engine/frames/frame.ts";
import { elementCount } from "../../engine/frames/dims.ts";
import { findField } from "../../engine/frames/frame.ts";
import { isNumberType, type DataType, type Dim, type Field, type Schema } from "../../engine/frames/types.ts";
import type { NodeIssue, RowError } from "../../engine/sdk/node-definition.ts";
import { typeIssues, unknownColumnIssues } from "./column-issues.ts";
import { convertTensor, packColumns } from "./pack-columns.ts";

export type FloatType = "float32" | "float64";

/** What the named columns are, before a run; null while they do not fit together. */
export interface ScoreColumns {
  readonly fields: readonly Field[];
  /** The tensor's shape, or the number of columns. */
  readonly shape: readonly Dim[];
  /** Scores of a row, null while it is open. */
  readonly count: number | null;
  readonly form: "tensor" | "numbers";
  /** float64 where a column is: nothing is narrowed before it must be. */
  readonly dtype: FloatType;
}

export function isScore({ type, ...rest }: DataType): boolean {
  if (type === "tensor") return "dtype" in rest && rest.dtype !== "string" && rest.dtype !== "bool";
  return isNumberType(type);
}

/** Checks the columns; issues name `params.columns`. */
export function planScores(
  schema: Schema,
  columns: readonly string[],
): { scores: ScoreColumns | null; issues: NodeIssue[] } {
  const path = "params.columns";
  const issues = [
    ...unknownColumnIssues(schema, columns, path),
    ...typeIssues(schema, columns, path, isScore, "a number or a tensor of numbers", "Choose other columns."),
  ];
  const fields = columns.flatMap((name) => findField(schema, name) ?? []);
  if (issues.length > 0 || fields.length < columns.length || fields.length === 0)
    return { scores: null, issues };
  const tensor = fields.find(({ type }) => type.type === "tensor");
  if (tensor && fields.length > 1) return { scores: null, issues: [mixedIssue(tensor.name, columns, path)] };
  const dtype = fields.every(({ type }) => isShort(type)) ? "float32" : "float64";
  const shape = tensor?.type.type === "tensor" ? tensor.type.shape : [fields.length];
  const form = tensor ? "tensor" : "numbers";
  return { scores: { fields, shape, count: elementCount(shape), form, dtype }, issues };
}

/** Scores of a frame: row `r`, class `c` is `data[r * width + c]`. */
export interface ScoreMatrix {
  readonly data: Float32Array | Float64Array;
  readonly width: number;
  readonly failures: ReadonlyMap<number, RowError> | null;
}

/** Reads the columns of a frame; without a copy where one tensor has the type already. */
export function scoreMatrix(frame: Frame, columns: readonly string[], dtype: FloatType): ScoreMatrix {
  const found = columns.map((name) => ({ name, column: frame.column(name) }));
  const [first] = found;
  if (first.column.layout === "tensor") {
    const { data, dtype: from, rowSize } = first.column;
    if (from === "string") throw new Error(`The tensor "${first.name}" holds text.`);
    if (from === dtype) return { data: data as Float32Array, width: rowSize, failures: null };
    const converted = convertTensor(first.name, data as Float32Array, from, dtype, rowSize);
    return { data: converted.data as Float32Array, width: rowSize, failures: converted.failures };
  }
  const sources = found.flatMap(({ name, column }) => (column.layout === "fixed" ? [{ name, column }] : []));
  const { data, failures } = packColumns(sources, dtype, frame.length, { nulls: "fail" });
  return { data: data as Float32Array, width: sources.length, failures };
}

/** Types that float32 holds without rounding. */
function isShort(type: DataType): boolean {
  const element = type.type === "tensor" ? type.dtype : type.type;
  return ["float32", "float16", "int16", "int8", "uint16", "uint8"].includes(element);
}

function mixedIssue(tensor: string, columns: readonly string[], path: string): NodeIssue {
  return {
    code: "COLUMNS_MIXED",
    severity: "error",
    port: "in",
    path,
    message: `The tensor column "${tensor}" holds all scores of a row, so it must be chosen alone.`,
    expected: "one tensor column, or number columns",
    got: columns.join(", "),
    hint: "Choose the tensor column, or the number columns.",
    fix: {
      label: `Choose "${tensor}" alone`,
      commands: [{ do: "set-param", id: "", param: "columns", value: [tensor] }],
    },
  };
}
