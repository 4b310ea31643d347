// Columns of vectors: what they may be, and their rows as float32.

import type { TensorColumn } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import { formatType, isNumberType, type DataType, type Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { listNames, unknownColumnIssues } from "../column-issues.ts";

const MAKE_VECTORS = "Make vectors before: Embed text, Hash text, or Pack for number columns.";

/** What is wrong with a column that is to be read as vectors. */
export function vectorIssues(schema: Schema, name: string, param: string, port = "in"): NodeIssue[] {
  const path = `params.${param}`;
  const type = schema.fields.find((field) => field.name === name)?.type;
  if (!type) return unknownVectors(schema, name, param).map((issue) => ({ ...issue, port }));
  if (isVector(type)) return [];
  return [
    {
      code: "COLUMN_TYPE",
      severity: "error",
      port,
      path,
      message: `Column "${name}" is ${formatType(type)}, but a vector is needed.`,
      expected: "a tensor of numbers with one dimension, such as float32[100]",
      got: formatType(type),
      hint: MAKE_VECTORS.replace("Make vectors", "Make vectors of it"),
    },
  ];
}

function isVector(type: DataType): boolean {
  return type.type === "tensor" && type.shape.length === 1 && isNumberType(type.dtype as never);
}

/** Only columns of vectors are named, and the only one there is can be taken at once. */
function unknownVectors(schema: Schema, name: string, param: string): NodeIssue[] {
  const vectors = schema.fields.filter(({ type }) => isVector(type)).map((field) => field.name);
  const [only, ...others] = vectors;
  return unknownColumnIssues(schema, [name], `params.${param}`).map(({ meant: _, ...issue }): NodeIssue => {
    if (only === undefined)
      return { ...issue, expected: "a column of vectors", hint: `None arrives. ${MAKE_VECTORS}` };
    const expected = `one of ${listNames(vectors)}`;
    if (others.length > 0)
      return { ...issue, expected, hint: "Choose a column of vectors that arrives here." };
    return {
      ...issue,
      expected: only,
      hint: `Take "${only}", the only column of vectors that arrives here.`,
      fix: { label: `Use "${only}"`, commands: [{ do: "set-param", id: "", param, value: only }] },
    };
  });
}

/** How many numbers a vector has; null where it is not known before a run. */
export function vectorWidth(schema: Schema | undefined, name: string): number | null {
  const type = schema?.fields.find((field) => field.name === name)?.type;
  const size = type?.type === "tensor" ? type.shape[0] : null;
  return typeof size === "number" ? size : null;
}

export interface Vectors {
  readonly width: number;
  /** Row after row. */
  readonly data: Float32Array;
}

export function vectorsOf(frame: Frame, name: string): Vectors {
  const { data, rowSize } = frame.column(name) as TensorColumn;
  const plain = data instanceof Float32Array ? data : Float32Array.from(data as ArrayLike<number>, Number);
  return { width: rowSize, data: plain };
}

/** Rows whose vectors have places without a number: nothing is near to them. */
export function wrongVectors({ width, data }: Vectors, rows: number, column: string): Map<number, RowError> {
  const failures = new Map<number, RowError>();
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = row * width; i < (row + 1) * width; i++) sum += data[i] * 0;
    if (sum !== 0)
      failures.set(row, {
        code: "VECTOR_INVALID",
        cause: `The vector in "${column}" has NaN or an infinite number.`,
        hint: "Look at what made it, in this row.",
        column,
      });
  }
  return failures;
}
