// A box of a picture as pixels of its own, and where boxes lie in it.

import type { Pixels } from "../../../engine/frames/image.ts";

/** Whole pixels, `x` and `y` from the top left corner. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The pixels that a box with fractions touches, grown by `margin` of its own size on each side, without what lies outside the picture; null
 * where nothing is left.
 */
export function regionOf(
  box: Region,
  margin: number,
  picture: { width: number; height: number },
): Region | null {
  const [across, down] = [box.width * margin, box.height * margin];
  // A pixel that is touched by less than a thousandth is a rounding error of whoever found the box.
  const low = (at: number) => Math.max(0, Math.floor(at + 1e-3));
  const high = (at: number, size: number) => Math.min(size, Math.ceil(at - 1e-3));
  const [x, y] = [low(box.x - across), low(box.y - down)];
  const width = high(box.x + box.width + across, picture.width) - x;
  const height = high(box.y + box.height + down, picture.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** A region of the shape of `size` in the middle, no larger than the picture. */
export function middleOf(
  size: { width: number; height: number },
  picture: { width: number; height: number },
): Region {
  const [width, height] = [Math.min(size.width, picture.width), Math.min(size.height, picture.height)];
  return {
    x: Math.floor((picture.width - width) / 2),
    y: Math.floor((picture.height - height) / 2),
    width,
    height,
  };
}

export function cutOut({ data, width, channels, name }: Pixels, region: Region): Pixels {
  const line = region.width * channels;
  const out = new Uint8Array(line * region.height);
  for (let row = 0; row < region.height; row++) {
    const from = ((region.y + row) * width + region.x) * channels;
    out.set(data.subarray(from, from + line), row * line);
  }
  return { kind: "pixels", data: out, width: region.width, height: region.height, channels, name };
}
