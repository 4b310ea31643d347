// Where lines stand for a reader: turned upright, whatever way the page lies, and without its skew.

import type { LineLike } from "./text-line.ts";

export interface Placed<T = LineLike> {
  readonly line: T;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const middleOf = ({ top, bottom }: Placed<unknown>) => (top + bottom) / 2;
export const heightOf = ({ top, bottom }: Placed<unknown>) => bottom - top;
export const widthOf = ({ left, right }: Placed<unknown>) => right - left;

/** Upright boxes in the reader's plane: its x runs as the text of most lines does. */
export function placeLines<T extends LineLike>(lines: readonly T[]): Placed<T>[] {
  const direction = readingDirection(lines);
  const [cos, sin] = [Math.cos(direction), Math.sin(direction)];
  return lines.map((line) => {
    const { centre, length, height } = shapeOf(line);
    const x = centre[0] * cos + centre[1] * sin;
    const y = centre[1] * cos - centre[0] * sin;
    return { line, left: x - length / 2, right: x + length / 2, top: y - height / 2, bottom: y + height / 2 };
  });
}

/** Angle in which most text runs, in radians: the weighted median around the direction of the longest line. */
export function readingDirection(lines: readonly LineLike[]): number {
  const runs = lines.map(shapeOf);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), NO_RUN);
  const near = runs
    .map(({ angle, length }) => ({ off: normal(angle - longest.angle), length }))
    .filter(({ off, length }) => Math.abs(off) < Math.PI / 8 && length > longest.length / 8)
    .sort((a, b) => a.off - b.off);
  const half = near.reduce((sum, { length }) => sum + length, 0) / 2;
  let passed = 0;
  for (const { off, length } of near) {
    passed += length;
    if (passed >= half) return normal(longest.angle + off);
  }
  return longest.angle;
}

interface Run {
  readonly centre: readonly [number, number];
  readonly length: number;
  readonly height: number;
  readonly angle: number;
}

const NO_RUN: Run = { centre: [0, 0], length: 0, height: 0, angle: 0 };

function shapeOf({ points, x, y, width, height }: LineLike): Run {
  if (points?.length !== 8)
    return { centre: [x + width / 2, y + height / 2], length: width, height, angle: 0 };
  const [x0, y0, x1, y1, x2, y2, x3, y3] = points;
  return {
    centre: [(x0 + x1 + x2 + x3) / 4, (y0 + y1 + y2 + y3) / 4],
    length: (Math.hypot(x1 - x0, y1 - y0) + Math.hypot(x2 - x3, y2 - y3)) / 2,
    height: (Math.hypot(x3 - x0, y3 - y0) + Math.hypot(x2 - x1, y2 - y1)) / 2,
    angle: Math.atan2(y1 - y0 + y2 - y3, x1 - x0 + x2 - x3),
  };
}

/** Into -π to π. */
function normal(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}
