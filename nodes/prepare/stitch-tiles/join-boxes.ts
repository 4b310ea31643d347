// Boxes that several tiles have found become those of the picture: what two tiles saw of one thing is one box.

import type { Box } from "../../../engine/frames/marks.ts";

type FoundBox = Box & { readonly keypoints?: readonly number[] | null };

/** Boxes of a tile at x, y of its picture, in pixels of the picture, with their outlines and keypoints. */
export function moved(boxes: readonly FoundBox[], x: number, y: number): FoundBox[] {
  const shifted = (places: readonly number[]) => places.map((at, i) => at + (i % 2 === 0 ? x : y));
  return boxes.map((box) => ({
    ...box,
    x: box.x + x,
    y: box.y + y,
    ...(box.points && { points: shifted(box.points) }),
    ...(box.keypoints && { keypoints: shifted(box.keypoints) }),
  }));
}

/**
 * The best score first; a box of the same label goes when it shares more than `overlap` of the smaller of both with one that stays: half
 * a thing at a seam lies in the whole one, though their union is large.
 */
export function joinBoxes(boxes: readonly Box[], overlap: number): Box[] {
  const order = boxes
    .map((box, place) => ({ box, place }))
    .sort((a, b) => (b.box.score ?? 1) - (a.box.score ?? 1) || a.place - b.place);
  const kept: { box: Box; place: number }[] = [];
  for (const next of order)
    if (!kept.some(({ box }) => box.label === next.box.label && share(box, next.box) > overlap))
      kept.push(next);
  return kept.sort((a, b) => a.place - b.place).map(({ box }) => box);
}

/** What two boxes share, as a part of the smaller one; 0 where one has no area. */
function share(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / Math.min(a.width * a.height, b.width * b.height);
}
