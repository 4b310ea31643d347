// Columns of numbers into one row-major tensor, each value moved and scaled: what standardize and min-max share.

import { isSet } from "../../engine/frames/bitmap.ts";
import { TensorColumn, type FixedColumn, type Strided } from "../../engine/frames/column.ts";
import { withFields, type Frame } from "../../engine/frames/frame.ts";
import { isNumberType, type DataType, type Schema } from "../../engine/frames/types.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import type { NodeContext, NodeIssue, RowError } from "../../engine/sdk/node-definition.ts";
import { duplicateIssues, typeIssues, unknownColumnIssues } from "./column-issues.ts";
import { kernelOf, MAX_FIELDS, PLACES } from "./csv/kernel/kernel.ts";
import { NULL_HINT } from "./pack-columns.ts";
import { dropFailed } from "./row-selection.ts";

const BLOCK_ROWS = 64;

/** `(value - shift[k]) * factor[k]` for column k. */
export interface Scaling {
  readonly columns: readonly string[];
  readonly shift: Float64Array;
  readonly factor: Float64Array;
}

function isNumeric({ type }: DataType): boolean {
  return isNumberType(type) || type === "bool";
}

/** Issues of the columns, and one when the fitted values do not belong to them (yet). */
export function scalingIssues(
  schema: Schema,
  columns: readonly string[],
  fitted: Readonly<Record<string, readonly number[]>>,
): NodeIssue[] {
  const issues = [
    ...unknownColumnIssues(schema, columns, "params.columns"),
    ...typeIssues(
      schema,
      columns,
      "params.columns",
      isNumeric,
      "a number",
      "Cast the column to a number first.",
    ),
  ];
  for (const [name, values] of Object.entries(fitted)) {
    if (values.length === columns.length) continue;
    issues.push({
      code: "NOT_FITTED",
      severity: "error",
      path: `params.${name}`,
      message:
        values.length === 0
          ? "The node has not learned from data yet."
          : `It has learned ${values.length} columns, but ${columns.length} are chosen.`,
      expected: `${columns.length} values`,
      got: `${values.length}`,
      hint: "Let it learn from data: the button in its settings, or `millrace fit FLOW`.",
    });
    break;
  }
  return issues;
}

/** The schema with the packed column, and an issue when its name is taken. */
export function scaledSchema(
  schema: Schema,
  output: string,
  columns: number,
): { out: Schema; issues: NodeIssue[] } {
  const type = { type: "tensor", dtype: "float32", shape: [columns] } as const;
  const added = { fields: [...schema.fields, { name: output, type, nullable: false }] };
  const issues = duplicateIssues(added, "params.output");
  return { out: withFields(schema, [{ name: output, type, nullable: false }]), issues };
}

/**
 * Adds the packed tensor `[columns]` beside its sources. Rows with a null fail, or hold NaN there when `keepNulls`.
 * Columns that stand apart are read one after the other, in blocks of rows whose part of the tensor stays in the first-level cache:
 * measured on 1,024 × 16 values 1.1 to 1.4 times as fast as whole columns, and 1.7 times as fast as row by row.
 */
export function scaleFrame(
  frame: Frame,
  { columns, shift, factor }: Scaling,
  output: string,
  keepNulls: boolean,
  ctx: Pick<NodeContext, "fail" | "outputs">,
): Frame {
  const sources = columns.map((name) => frame.column(name) as FixedColumn);
  const width = columns.length;
  const data = frame.space(Float32Array, frame.length * width);
  const rows = commonRows(sources);
  if (rows) scaleRows(rows, shift, factor, data);
  else scaleColumns(sources, shift, factor, data);
  const failures = nullRows(sources, columns, data, keepNulls);
  const packed = new TensorColumn("float32", [width], frame.length, data);
  const result = frame.with([{ name: output, column: packed, nullable: false }], ctx.outputs.out);
  return dropFailed(result, failures, ctx, frame);
}

/** Where all columns stand next to each other row by row, in their order; null where they do not. */
function commonRows(sources: readonly FixedColumn[]): Strided | null {
  const first = sources[0]?.strided;
  if (!first) return null;
  const { values, offset, stride } = first;
  const together = sources.every(
    ({ strided }, k) =>
      strided?.values === values && strided.offset === offset + k && strided.stride === stride,
  );
  return together ? first : null;
}

/** Numbers that stand side by side row by row, as they were read. */
function scaleRows(
  { values, offset, stride }: Strided,
  shift: Float64Array,
  factor: Float64Array,
  data: Float32Array,
): void {
  const width = shift.length;
  const length = (data.length / width) | 0;
  const kernel = kernelOf(values, data);
  if (kernel && width <= MAX_FIELDS) {
    kernel.doubles.set(shift, PLACES.shift / 8);
    kernel.doubles.set(factor, PLACES.factor / 8);
    const from = values.byteOffset + offset * 8;
    kernel.code.scale(from, stride, width, length, PLACES.shift, PLACES.factor, data.byteOffset);
    return;
  }
  for (let first = 0; first < length; first += BLOCK_ROWS) {
    const behind = Math.min(length, first + BLOCK_ROWS);
    for (let k = 0; k < width; k++) {
      const move = shift[k];
      const scale = factor[k];
      let from = offset + k + first * stride;
      let at = k + first * width;
      for (let row = first; row < behind; row++) {
        data[at] = (values[from] - move) * scale;
        at = (at + width) | 0;
        from = (from + stride) | 0;
      }
    }
  }
}

function scaleColumns(
  sources: readonly FixedColumn[],
  shift: Float64Array,
  factor: Float64Array,
  data: Float32Array,
): void {
  const width = sources.length;
  const length = width === 0 ? 0 : data.length / width;
  for (let from = 0; from < length; from += BLOCK_ROWS) {
    const to = Math.min(length, from + BLOCK_ROWS);
    for (let k = 0; k < width; k++) {
      const { values } = sources[k];
      const move = shift[k];
      const scale = factor[k];
      let at = from * width + k;
      if (values instanceof BigInt64Array || values instanceof BigUint64Array)
        for (let row = from; row < to; row++, at += width) data[at] = (Number(values[row]) - move) * scale;
      else for (let row = from; row < to; row++, at += width) data[at] = (values[row] - move) * scale;
    }
  }
}

function nullRows(
  sources: readonly FixedColumn[],
  names: readonly string[],
  data: Float32Array,
  keep: boolean,
): ReadonlyMap<number, RowError> {
  const failures = new Map<number, RowError>();
  sources.forEach(({ validity, length }, k) => {
    if (!validity) return;
    for (let row = 0; row < length; row++) {
      if (isSet(validity, row)) continue;
      data[row * sources.length + k] = NaN;
      if (keep || failures.has(row)) continue;
      failures.set(row, {
        code: "NULL_VALUE",
        cause: `"${names[k]}" is missing.`,
        hint: NULL_HINT,
        column: names[k],
      });
    }
  });
  return failures;
}

/** All values of the columns of one frame, nulls and NaN left out, to a visitor; for fitting. */
export function visitNumbers(
  frame: Frame,
  columns: readonly string[],
  visit: (column: number, value: number) => void,
): void {
  columns.forEach((name, k) => {
    const column = frame.column(name);
    if (column.layout !== "fixed") throw notNumeric(name);
    const { values, validity } = column;
    for (let row = 0; row < frame.length; row++) {
      if (validity && !isSet(validity, row)) continue;
      const value = Number(values[row]);
      if (!Number.isNaN(value)) visit(k, value);
    }
  });
}

function notNumeric(name: string): MillraceError {
  return new MillraceError("COLUMN_TYPE", {
    message: `"${name}" is no number.`,
    column: undefined,
    hint: "Insert Cast before this node, or choose another column.",
  });
}

/** All number columns of a schema: what "learn from data" takes when no column is named. */
export function numericColumns(schema: Schema): string[] {
  return schema.fields.filter((field) => isNumeric(field.type)).map((field) => field.name);
}
