// What softmax and sigmoid have in common: new score columns beside the old ones, or in their place.

import { TensorColumn } from "../../engine/frames/column.ts";
import { withFields, type Frame, type NewColumn } from "../../engine/frames/frame.ts";
import type { DataType, Field, Schema } from "../../engine/frames/types.ts";
import type { NodeIssue } from "../../engine/sdk/node-definition.ts";
import { columnList, text } from "../../engine/sdk/params.ts";
import { clashIssues } from "./clash-issues.ts";
import { planScores, type FloatType } from "./score-columns.ts";
import { unpackColumns } from "./unpack-columns.ts";

export interface ScoreParams {
  readonly columns: readonly string[];
  readonly suffix: string;
}

/** The params of both kinds. */
export function scoreParams(suffix: string) {
  return {
    columns: columnList({
      title: "Scores",
      help: "The tensor column with the scores of a row, or number columns, one for each score.",
      min: 1,
    }),
    suffix: text({
      title: "Ending",
      help: "Is put at the end of the names of the new columns. Empty: the old columns are replaced.",
      default: suffix,
    }),
  };
}

/** The schema with the new columns, and the element type to compute in. */
export function planTransform(
  schema: Schema,
  { columns, suffix }: ScoreParams,
): { out: Schema | null; dtype: FloatType; issues: NodeIssue[] } {
  const { scores, issues } = planScores(schema, columns);
  if (!scores) return { out: null, dtype: "float32", issues };
  const { dtype, shape, form, fields } = scores;
  const type: DataType = form === "tensor" ? { type: "tensor", dtype, shape } : { type: dtype };
  const added: Field[] = fields.map(({ name }) => ({ name: name + suffix, type, nullable: false }));
  return {
    out: withFields(schema, added),
    dtype,
    issues:
      suffix === ""
        ? []
        : clashIssues(
            schema,
            added,
            added.map(() => "suffix"),
          ),
  };
}

/** The computed scores as columns; `data` holds `width` of them a row. */
export function transformed(
  frame: Frame,
  { columns, suffix }: ScoreParams,
  dtype: FloatType,
  data: Float32Array | Float64Array,
): NewColumn[] {
  const first = frame.column(columns[0]);
  if (first.layout === "tensor") {
    const column = new TensorColumn(dtype, first.shape, frame.length, data);
    return [{ name: columns[0] + suffix, column, nullable: false }];
  }
  const made = unpackColumns(data, dtype, columns.length, frame.length);
  return columns.map((name, i) => ({ name: name + suffix, column: made[i], nullable: false }));
}
