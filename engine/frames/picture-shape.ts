// Whether the shape of one row of a tensor is that of a picture, and where its colours stand.

export interface PictureShape {
  /** `NCHW`: one plane for each channel. `NHWC`: the channels of a pixel side by side. */
  readonly layout: "NCHW" | "NHWC";
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** Below, it is more likely a small grid of numbers. */
const LEAST_SIDE = 4;

/** [3|1, height, width] or [height, width, 3|1]; null for other shapes, and for sides of a few elements. */
export function pictureShapeOf(shape: readonly number[]): PictureShape | null {
  if (shape.length !== 3) return null;
  const planar = found("NCHW", shape[0], shape[1], shape[2]);
  return planar ?? found("NHWC", shape[2], shape[0], shape[1]);
}

function found(
  layout: PictureShape["layout"],
  channels: number,
  height: number,
  width: number,
): PictureShape | null {
  if ((channels !== 1 && channels !== 3) || Math.min(width, height) < LEAST_SIDE) return null;
  return { layout, width, height, channels };
}
