// Where a picture lies in a model's input, and the way back to its own pixels.

import type { Placement, Size } from "../pixels/fit.ts";

/** `corner`: the picture keeps its shape and lies top left, the rest is filled. `cover`: the middle is cut out. */
export type InputFit = "stretch" | "letterbox" | "corner" | "cover";

export interface Place extends Placement {
  /** The picture as it is seen. */
  readonly source: Size;
}

/** From pixels of the input to those of the picture; the padding first, or edges drift by pad / scale. */
export function toSourceX(x: number, { left, scaleX }: Place): number {
  return (x - left) / scaleX;
}

export function toSourceY(y: number, { top, scaleY }: Place): number {
  return (y - top) / scaleY;
}
