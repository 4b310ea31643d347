// pack: number columns side by side become one tensor column.

import type * as z from "zod/mini";
import { TensorColumn } from "../../../engine/frames/column.ts";
import { withFields, type Frame } from "../../../engine/frames/frame.ts";
import { isNumberType, type DataType, type Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, columnList, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { holdsNaN, packColumns } from "../../_shared/pack-columns.ts";
import { dropFailed } from "../../_shared/row-selection.ts";

const DTYPES = ["float32", "float64", "float16", "int64", "int32", "int16", "int8", "uint8", "bool"] as const;

const Params = paramsOf({
  columns: columnList({
    title: "Columns",
    help: "Number columns in the order they have in the tensor.",
    of: "number",
    min: 1,
  }),
  output: text({
    title: "New column",
    help: "Name of the tensor column.",
    default: "features",
    minLength: 1,
  }),
  dtype: choice(DTYPES, {
    title: "Element type",
    help: "What models want is float32 as a rule.",
    default: "float32",
  }),
  nulls: choice(["fail", "nan", "zero"], {
    title: "Missing values",
    help: "What happens to a row with a missing value; tensors have none.",
    labels: { fail: "The row fails", nan: "NaN goes in", zero: "0 goes in" },
    default: "fail",
  }),
});

const isPackable = ({ type }: DataType) => isNumberType(type) || type === "bool";

export default defineNode({
  kind: "pack",
  version: 1,
  category: "prepare",
  title: "Pack columns",
  summary: "Puts number columns side by side into one tensor column.",
  keywords: ["join", "merge", "combine", "vector", "features", "stack", "concat"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const { columns, dtype, nulls } = params;
    const added = newField(params);
    const issues = [
      ...unknownColumnIssues(inputs.in, columns, "params.columns"),
      ...typeIssues(inputs.in, columns, "params.columns", isPackable, "a number", "Cast it before."),
      ...clashIssues(inputs.in, [added], ["output"]),
    ];
    if (nulls === "nan" && !holdsNaN(dtype)) {
      issues.push({
        code: "NULLS_NOT_POSSIBLE",
        severity: "error",
        path: "params.nulls",
        message: `A tensor of ${dtype} cannot hold NaN for a missing value.`,
        expected: "fail or zero",
        got: "nan",
        hint: "Let such rows fail, or choose a float type.",
        fix: {
          label: "Let rows with missing values fail",
          commands: [{ do: "set-param", id: "", param: "nulls", value: "fail" }],
        },
      });
    }
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  map(frame, { params, outputs, fail, warn }) {
    const { columns, dtype, nulls, output } = params;
    let rows = frame;
    let packed = packOf(rows, columns, dtype, nulls);
    if (packed.failures) {
      rows = dropFailed(frame, packed.failures, { fail });
      packed = packOf(rows, columns, dtype, nulls);
    }
    if (packed.rounded)
      warn("VALUE_ROUNDED", `${dtype} holds ${packed.rounded} only roughly (and maybe others).`);
    const column = new TensorColumn(dtype, [columns.length], rows.length, packed.data);
    return rows.with([{ name: output, column }], outputs.out);
  },
});

type PackParams = z.output<typeof Params>;

function newField({ columns, dtype, output }: PackParams): Field {
  return { name: output, type: { type: "tensor", dtype, shape: [columns.length] }, nullable: false };
}

function packOf(
  frame: Frame,
  columns: readonly string[],
  dtype: PackParams["dtype"],
  nulls: PackParams["nulls"],
) {
  const sources = columns.flatMap((name) => {
    const column = frame.column(name);
    return column.layout === "fixed" ? [{ name, column }] : [];
  });
  return packColumns(sources, dtype, frame.length, { nulls });
}
