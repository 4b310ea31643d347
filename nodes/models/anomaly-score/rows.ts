// Rows of numbers that are measured: from the columns of a frame, or from the lines of a file.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeContext, RowError } from "../../../engine/sdk/node-definition.ts";
import { scoredRows } from "../../_shared/scored-rows.ts";
import { referenceLines, wrongReference } from "../../_shared/vectors/reference-lines.ts";
import type { ScoreMatrix } from "../../_shared/score-columns.ts";

export interface Rows {
  /** Row after row. */
  readonly data: Float64Array;
  readonly width: number;
}

/** The rows that can be measured; the others have failed. */
export function rowsOf(
  frame: Frame,
  columns: readonly string[],
  ctx: Pick<NodeContext, "fail">,
): Rows & { readonly frame: Frame } {
  const { rows, data, width } = scoredRows(frame, columns, "float64", ctx, (matrix) =>
    withoutNumber(matrix, frame.length, columns),
  );
  return { frame: rows, data: data as Float64Array, width };
}

function* withoutNumber(
  { data, width }: ScoreMatrix,
  length: number,
  columns: readonly string[],
): Iterable<readonly [number, RowError]> {
  for (let row = 0; row < length; row++)
    for (let i = 0; i < width; i++) {
      if (Number.isFinite(data[row * width + i])) continue;
      const column = columns.length > 1 ? columns[i] : columns[0];
      const cause = `"${column}" has NaN or an infinite number here.`;
      yield [row, { code: "VECTOR_INVALID", cause, hint: "Fill it or filter such rows out before.", column }];
      break;
    }
}

/** From JSON lines: an object a line with the columns as numbers, or one of them as a list. */
export function parseRows(bytes: Uint8Array, columns: readonly string[], file: string): Rows {
  const numbers: number[] = [];
  let width: number | null = null;
  for (const { line, row } of referenceLines(bytes)) {
    const values = columns.flatMap((name): unknown[] =>
      Array.isArray(row?.[name]) ? row[name] : [row?.[name]],
    );
    const isWhole = values.every((value): value is number => typeof value === "number");
    if (!isWhole) throw wrongLine(file, line, `numbers for ${columns.map((name) => `"${name}"`).join(", ")}`);
    if (width !== null && values.length !== width) throw wrongLine(file, line, `${width} numbers as before`);
    width = values.length;
    numbers.push(...values);
  }
  return { data: Float64Array.from(numbers), width: width ?? 0 };
}

function wrongLine(file: string, line: number, expected: string): MillraceError {
  const hint = "Write the file with Write JSON lines, with these columns among its own.";
  return wrongReference(file, line, expected, hint);
}
