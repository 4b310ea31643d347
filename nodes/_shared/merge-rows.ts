// Puts rows of several frames into one frame in a given order, keeping the bytes they were read from.

import { concatFrames } from "../../engine/frames/concat.ts";
import { Frame } from "../../engine/frames/frame.ts";
import type { Lineage } from "../../engine/frames/lineage.ts";

/**
 * The rows of the frames, one frame after the other, taken in `order` (indices into all of them). The frames must
 * satisfy `canConcat`.
 */
export function mergeRows(frames: readonly Frame[], order: Int32Array, lineage: Lineage): Frame {
  const { schema, columns, length } = concatFrames(frames).take(order);
  return new Frame(schema, columns, length, lineage);
}
