// Puts the pieces that one frame came to back into the order of its rows.

import { canConcat, concatFrames } from "../frames/concat.ts";
import { rowId } from "../frames/lineage.ts";
import type { Output } from "./rescue.ts";

/** Pieces of one frame, joined and in the order of their rows, port by port; what cannot be joined stays as it came. */
export function inRowOrder(outputs: readonly Output[]): readonly Output[] {
  if (outputs.length < 2) return outputs;
  const ports = [...new Set(outputs.map((output) => output.port))];
  return ports.flatMap((port) => {
    const own = outputs.filter((output) => output.port === port);
    const frames = own.map((output) => output.frame);
    const [first, ...rest] = frames;
    if (rest.length === 0 || !rest.every((frame) => canConcat(first, frame))) return own;
    const joined = concatFrames(frames);
    const order = Int32Array.from({ length: joined.length }, (_, i) => i).sort(
      (a, b) => rowId(joined.lineage, a) - rowId(joined.lineage, b) || a - b,
    );
    return [{ port, frame: joined.take(order) }];
  });
}
