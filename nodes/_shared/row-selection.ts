// Rows that stay: from a mask or a set of failed rows to the indices that `Frame.take` wants.

import type { Frame } from "../../engine/frames/frame.ts";
import type { NodeContext, RowError } from "../../engine/sdk/node-definition.ts";

/** The frame's rows whose mask is 1; the frame itself when that is all of them. */
export function takeMasked(frame: Frame, mask: Uint8Array): Frame {
  let kept = 0;
  for (let row = 0; row < mask.length; row++) kept += mask[row];
  if (kept === frame.length) return frame;
  return frame.take(kept === 0 ? new Int32Array(0) : setRows(mask, kept));
}

/** Without a branch on the mask, which nobody can predict: 1 ns a row instead of 5. One place more takes the last writes. */
function setRows(mask: Uint8Array, kept: number): Int32Array {
  const rows = new Int32Array(kept + 1);
  for (let row = 0, at = 0; row < mask.length; row++) {
    rows[at] = row;
    at += mask[row];
  }
  return rows.subarray(0, kept);
}

/** Reports failed rows; answers the frame without them. */
export function dropFailed(
  frame: Frame,
  failures: ReadonlyMap<number, RowError>,
  ctx: Pick<NodeContext, "fail">,
  input: Frame = frame,
): Frame {
  if (failures.size === 0) return frame;
  const mask = new Uint8Array(frame.length).fill(1);
  for (const [row, error] of failures) {
    ctx.fail(input, row, error);
    mask[row] = 0;
  }
  return takeMasked(frame, mask);
}
