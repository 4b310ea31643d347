// How large is the tensor of a picture, and what is its shape?

import type { Dim } from "../../../engine/frames/types.ts";
import type { Size } from "../../_shared/pixels/fit.ts";
import type { TensorParams } from "./params.ts";

type SizeParams = Pick<TensorParams, "size" | "width" | "height" | "stride" | "longest">;

/** Both sides keep their proportion up to the nearest step; none is longer than the longest that steps allow. */
export function tensorSize(picture: Size, { size, width, height, stride, longest }: SizeParams): Size {
  if (size === "fixed") return { width, height };
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const most = Math.max(1, Math.floor(longest / stride)) * stride;
  const side = (own: number) => Math.min(most, Math.max(stride, Math.round((own * scale) / stride) * stride));
  return { width: side(picture.width), height: side(picture.height) };
}

/** Before a run: sides that differ from picture to picture have names. */
export function plannedShape({ size, width, height, channels, layout }: TensorParams): readonly Dim[] {
  return shapeOf<Dim>(
    size === "own" ? { width: "width", height: "height" } : { width, height },
    channels,
    layout,
  );
}

export function shapeOf<D extends Dim>(
  { width, height }: { readonly width: D; readonly height: D },
  channels: TensorParams["channels"],
  layout: TensorParams["layout"],
): (D | number)[] {
  const count = channels === "gray" ? 1 : 3;
  return layout === "NCHW" ? [count, height, width] : [height, width, count];
}
