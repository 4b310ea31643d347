// Leaves the rows that failed out of a frame.

import type { Frame } from "../../engine/frames/frame.ts";
import type { RowError } from "../../engine/sdk/node-definition.ts";

/** Reports the rows of `frame` that failed and answers `result` (the frame itself unless given) without them. */
export function dropFailures(
  frame: Frame,
  failures: ReadonlyMap<number, RowError>,
  fail: (frame: Frame, row: number, error: RowError) => void,
  result: Frame = frame,
): Frame {
  for (const [row, error] of failures) fail(frame, row, error);
  const rows = new Int32Array(frame.length - failures.size);
  for (let row = 0, at = 0; row < frame.length; row++) if (!failures.has(row)) rows[at++] = row;
  return result.take(rows);
}
