// From the detector's map of how likely each pixel is text to rectangles around lines.

import { connectedParts } from "./connected-parts.ts";
import { cornersOf, smallestRectangle, type Rectangle } from "./smallest-rectangle.ts";
import type { Quad } from "./plane.ts";

export interface BoxOptions {
  /** Pixels above it are text. */
  readonly threshold: number;
  /** Mean that a part must have. */
  readonly boxThreshold: number;
  /** How far boxes grow: the detector has learned lines that are shrunk by this. */
  readonly grow: number;
}

/** Fewer pixels are dust. */
const MIN_PIXELS = 20;
/** Before it grows: text of which less is seen cannot be read. */
const MIN_SIDE = 3;

/** In pixels of the map; the corners of a text in any direction up to 45 degrees are clockwise from its top left. */
export function boxesOfText(
  map: ArrayLike<number>,
  width: number,
  height: number,
  { threshold, boxThreshold, grow }: BoxOptions,
): Quad[] {
  const boxes: Quad[] = [];
  for (const { pixels, mean, outline } of connectedParts(map, width, height, threshold)) {
    if (pixels < MIN_PIXELS || mean < boxThreshold) continue;
    const rectangle = smallestRectangle(outline);
    if (Math.min(rectangle.width, rectangle.height) < MIN_SIDE) continue;
    boxes.push(cornersOf(grown(rectangle, grow)));
  }
  return boxes;
}

/**
 * Differentiable Binarization (Liao et al. 2020) shrinks text by area × ratio / perimeter to train; every side moves out by as much here.
 * An outline that grows by that distance with round corners has the rectangle with these sides around it.
 */
export function grown(rectangle: Rectangle, ratio: number): Rectangle {
  const { width, height } = rectangle;
  const distance = (width * height * ratio) / (2 * (width + height));
  return { ...rectangle, width: width + 2 * distance, height: height + 2 * distance };
}
