// Which pixels of a map hang together: each part of those above a threshold, with its outline and the mean of its values.

import type { Point } from "./plane.ts";

export interface Part {
  readonly pixels: number;
  readonly mean: number;
  /** Corners of its first and last pixel in each row: what a convex hull needs, and no more. */
  readonly outline: readonly Point[];
}

/** Parts by eight neighbours, in the order of their first pixels. */
export function connectedParts(
  values: ArrayLike<number>,
  width: number,
  height: number,
  threshold: number,
): Part[] {
  const seen = new Uint8Array(width * height);
  const line = new Int32Array(width * height);
  const parts: Part[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || !(values[start] > threshold)) continue;
    seen[start] = 1;
    line[0] = start;
    let count = 1;
    let sum = 0;
    for (let at = 0; at < count; at++) {
      const pixel = line[at];
      sum += values[pixel];
      const x = pixel % width;
      const y = (pixel - x) / width;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (seen[next] === 1 || !(values[next] > threshold)) continue;
          seen[next] = 1;
          line[count++] = next;
        }
    }
    parts.push({ pixels: count, mean: sum / count, outline: outlineOf(line.subarray(0, count), width) });
  }
  return parts;
}

function outlineOf(pixels: Int32Array, width: number): Point[] {
  const ends = new Map<number, { left: number; right: number }>();
  for (const pixel of pixels) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const row = ends.get(y);
    if (!row) ends.set(y, { left: x, right: x });
    else if (x < row.left) row.left = x;
    else if (x > row.right) row.right = x;
  }
  // A pixel is a square: its far corners belong to the part too.
  return [...ends].flatMap(([y, { left, right }]) => [
    { x: left, y },
    { x: left, y: y + 1 },
    { x: right + 1, y },
    { x: right + 1, y: y + 1 },
  ]);
}
