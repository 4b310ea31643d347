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
  // A frame of one pixel around the map, so that no neighbour has to be asked whether it is on it.
  const line = width + 2;
  const { left, count: all } = pixelsAbove(values, width, height, threshold);
  const neighbours = [-line - 1, -line, -line + 1, -1, 1, line - 1, line, line + 1];
  const found = new Int32Array(all);
  const rows: RowEnds = { first: new Int32Array(height), last: new Int32Array(height) };
  const parts: Part[] = [];
  for (let start = left.indexOf(1); start >= 0; start = left.indexOf(1, start + 1)) {
    left[start] = 0;
    found[0] = start;
    let count = 1;
    let sum = 0;
    for (let at = 0; at < count; at++) {
      const pixel = found[at];
      const y = Math.trunc(pixel / line);
      sum += values[(y - 1) * width + pixel - y * line - 1];
      for (let i = 0; i < neighbours.length; i++) {
        const next = pixel + neighbours[i];
        if (left[next] === 0) continue;
        left[next] = 0;
        found[count++] = next;
      }
    }
    const outline = outlineOf(found.subarray(0, count), line, rows);
    parts.push({ pixels: count, mean: sum / count, outline });
  }
  return parts;
}

/** One for each pixel above the threshold, with the frame around the map. */
function pixelsAbove(values: ArrayLike<number>, width: number, height: number, threshold: number) {
  const left = new Uint8Array((width + 2) * (height + 2));
  let count = 0;
  for (let y = 0, from = 0; y < height; y++)
    for (let x = 0, to = (y + 1) * (width + 2) + 1; x < width; x++, from++, to++)
      if (values[from] > threshold) {
        left[to] = 1;
        count++;
      }
  return { left, count };
}

/** Columns of the first and the last pixel in each row; memory for one part after the other. */
interface RowEnds {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

function outlineOf(pixels: Int32Array, line: number, { first, last }: RowEnds): Point[] {
  // The first pixel is one of the highest, and rows follow each other without a gap.
  const top = Math.trunc(pixels[0] / line) - 1;
  let bottom = top - 1;
  for (const pixel of pixels) {
    const row = Math.trunc(pixel / line);
    const x = pixel - row * line - 1;
    const y = row - 1;
    if (y > bottom) {
      bottom = y;
      first[y] = last[y] = x;
    } else if (x < first[y]) first[y] = x;
    else if (x > last[y]) last[y] = x;
  }
  const outline: Point[] = [];
  // A pixel is a square: its far corners belong to the part too.
  for (let y = top; y <= bottom; y++)
    outline.push(
      { x: first[y], y },
      { x: first[y], y: y + 1 },
      { x: last[y] + 1, y },
      { x: last[y] + 1, y: y + 1 },
    );
  return outline;
}
