// Which rows of a frame have scores to work on, and what are they? The other rows fail.

import type { Frame } from "../../engine/frames/frame.ts";
import type { NodeContext, RowError } from "../../engine/sdk/node-definition.ts";
import { dropFailed } from "./row-selection.ts";
import { scoreMatrix, type FloatType, type ScoreMatrix } from "./score-columns.ts";

export interface ScoredRows {
  readonly rows: Frame;
  /** Scores of `rows`: row `r`, class `c` is `data[r * width + c]`. */
  readonly data: Float32Array | Float64Array;
  readonly width: number;
}

/** Reads the scores of the rows that have them; `unusable` names further rows whose scores are of no use. */
export function scoredRows(
  frame: Frame,
  columns: readonly string[],
  dtype: FloatType,
  ctx: Pick<NodeContext, "fail">,
  unusable?: (scores: ScoreMatrix) => Iterable<readonly [number, RowError]>,
): ScoredRows {
  const matrix = scoreMatrix(frame, columns, dtype);
  const failures = new Map([...(unusable?.(matrix) ?? []), ...(matrix.failures ?? [])]);
  if (failures.size === 0) return { rows: frame, data: matrix.data, width: matrix.width };
  const rows = dropFailed(frame, failures, ctx);
  const { data, width } = scoreMatrix(rows, columns, dtype);
  return { rows, data, width };
}
