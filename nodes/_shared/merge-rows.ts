// Puts rows of several frames into one frame in a given order, keeping the bytes they were read from.

import { concatFrames } from "../../engine/frames/concat.ts";
import { Frame } from "../../engine/frames/frame.ts";
import { GIVEN, type Lineage } from "../../engine/frames/lineage.ts";

/**
 * The rows of the frames, one frame after the other, taken in `order` (indices into all of them). The frames must
 * satisfy `canConcat`.
 */
export function mergeRows(frames: readonly Frame[], order: Int32Array, lineage: Lineage): Frame {
  const taken = concatFrames(frames).take(order);
  const { schema, columns, length } = taken;
  const { origin, [GIVEN]: given } = taken.lineage;
  const known = given ? { ...lineage, [GIVEN]: given } : lineage;
  return new Frame(schema, columns, length, origin ? { ...known, origin } : known);
}
