// One box as an annotation of COCO: bbox from the top left corner, outlines as polygons, area of what is meant.

import type { Box } from "../../../engine/frames/marks.ts";

interface Ids {
  readonly id: number;
  readonly imageId: number;
  readonly categoryId: number;
}

export function cocoAnnotation(
  { x, y, width, height, points, score }: Box,
  { id, imageId, categoryId }: Ids,
) {
  const outline = points && points.length >= 6 ? points : null;
  return {
    id,
    image_id: imageId,
    category_id: categoryId,
    bbox: [x, y, width, height],
    area: outline ? polygonArea(outline) : width * height,
    segmentation: outline ? [outline] : [],
    iscrowd: 0,
    ...(score !== null && { score }),
  };
}

/** By the shoelace formula, whichever way round it goes. */
export function polygonArea(points: readonly number[]): number {
  let twice = 0;
  for (let i = 0; i < points.length; i += 2) {
    const next = (i + 2) % points.length;
    twice += points[i] * points[next + 1] - points[next] * points[i + 1];
  }
  return Math.abs(twice) / 2;
}
