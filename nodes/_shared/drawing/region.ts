// Which pixels of a picture a box, its outline or a mask covers.

import type { Box } from "../../../engine/frames/marks.ts";

export interface Region {
  /** Whole pixels inside the picture; `right` and `bottom` are the first that are not covered. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  covers(x: number, y: number): boolean;
}

export interface RegionShape {
  readonly shape: "rectangle" | "ellipse";
  /** What a box grows by on each side, as a share of it. */
  readonly margin: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** null for a box that lies outside the picture. An outline is taken where the box has one and a rectangle is wanted. */
export function boxRegion(box: Box, { shape, margin }: RegionShape, size: Size): Region | null {
  const outline =
    shape === "rectangle" && box.points && box.points.length >= 6 ? grown(box.points, margin) : null;
  if (outline) {
    const [xs, ys] = [outline.filter((_, i) => i % 2 === 0), outline.filter((_, i) => i % 2 === 1)];
    const bounds = within(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), size);
    return bounds && { ...bounds, covers: (x, y) => touches(outline, x, y) };
  }
  const [dx, dy] = [box.width * margin, box.height * margin];
  const bounds = within(box.x - dx, box.y - dy, box.x + box.width + dx, box.y + box.height + dy, size);
  if (!bounds) return null;
  if (shape === "rectangle") return { ...bounds, covers: () => true };
  // In the whole pixels around the box, so that a hundred-thousandth more or less of a pixel changes nothing.
  const [x1, x2] = [Math.floor(box.x - dx), Math.ceil(box.x + box.width + dx)];
  const [y1, y2] = [Math.floor(box.y - dy), Math.ceil(box.y + box.height + dy)];
  const [middleX, middleY, radiusX, radiusY] = [(x1 + x2) / 2, (y1 + y2) / 2, (x2 - x1) / 2, (y2 - y1) / 2];
  return {
    ...bounds,
    // The nearest point of the pixel counts: one that is touched is covered.
    covers: (x, y) => {
      const across = nearest(middleX, x) / radiusX;
      const down = nearest(middleY, y) / radiusY;
      return across * across + down * down <= 1;
    },
  };
}

/** What a mask of the picture's size covers; null where that is nothing. */
export function maskRegion(
  { data, width, height }: Size & { readonly data: Uint8Array },
  least: number,
): Region | null {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] < least) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  if (right === 0) return null;
  return { left, top, right, bottom, covers: (x, y) => data[y * width + x] >= least };
}

/** A pixel that is covered in part is covered: nothing of what is to go may be left. */
function within(x1: number, y1: number, x2: number, y2: number, { width, height }: Size) {
  const left = Math.max(0, Math.floor(x1));
  const top = Math.max(0, Math.floor(y1));
  const right = Math.min(width, Math.ceil(x2));
  const bottom = Math.min(height, Math.ceil(y2));
  return right > left && bottom > top ? { left, top, right, bottom } : null;
}

/** How far the middle is from the pixel [at, at + 1]. */
function nearest(middle: number, at: number): number {
  return Math.max(at - middle, 0, middle - (at + 1));
}

function grown(points: readonly number[], margin: number): readonly number[] {
  const count = points.length / 2;
  const middle = [0, 1].map(
    (axis) => points.filter((_, i) => i % 2 === axis).reduce((sum, value) => sum + value, 0) / count,
  );
  return points.map((value, i) => middle[i % 2] + (value - middle[i % 2]) * (1 + 2 * margin));
}

/** The pixel's middle or one of its corners lies inside. */
function touches(outline: readonly number[], x: number, y: number): boolean {
  return TRIED.some(([dx, dy]) => isInside(outline, x + dx, y + dy));
}

const TRIED = [
  [0.5, 0.5],
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

/** By how often a ray to the right crosses the outline. */
function isInside(outline: readonly number[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = outline.length - 2; i < outline.length; j = i, i += 2) {
    const [x1, y1, x2, y2] = [outline[i], outline[i + 1], outline[j], outline[j + 1]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
