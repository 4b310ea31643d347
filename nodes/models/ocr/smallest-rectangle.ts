// The rectangle of smallest area around points, turned as it must be: one of its sides lies on an edge of the convex hull.

import type { Point, Quad } from "./plane.ts";

export interface Rectangle {
  readonly centre: Point;
  /** Unit vector along `width`; points to the right, by 45 degrees up or down at the most. */
  readonly along: Point;
  readonly width: number;
  readonly height: number;
}

/** Andrew's monotone chain: the corners of the hull in one direction of turn, without those on an edge. */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const half = (from: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of from) {
      while (chain.length >= 2 && cross(chain[chain.length - 2], chain[chain.length - 1], point) <= 0)
        chain.pop();
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** By rotating calipers: the three opposite corners move on along the hull as the edge does. */
export function smallestRectangle(points: readonly Point[]): Rectangle {
  const hull = convexHull(points);
  const count = hull.length;
  const at = (i: number) => hull[i % count];
  let best: Rectangle | null = null;
  let bestArea = Infinity;
  let [right, far, left] = [1, 1, 1];
  for (let edge = 0; edge < count; edge++) {
    const from = at(edge);
    const length = Math.hypot(at(edge + 1).x - from.x, at(edge + 1).y - from.y);
    if (length === 0) continue;
    const along = { x: (at(edge + 1).x - from.x) / length, y: (at(edge + 1).y - from.y) / length };
    const on = (p: Point) => (p.x - from.x) * along.x + (p.y - from.y) * along.y;
    const off = (p: Point) => (p.y - from.y) * along.x - (p.x - from.x) * along.y;
    while (on(at(right + 1)) > on(at(right))) right++;
    if (far < right) far = right;
    while (off(at(far + 1)) > off(at(far))) far++;
    if (left < far) left = far;
    while (on(at(left + 1)) < on(at(left))) left++;
    const width = on(at(right)) - on(at(left));
    const height = off(at(far));
    if (width * height >= bestArea) continue;
    bestArea = width * height;
    const middle = (on(at(right)) + on(at(left))) / 2;
    const centre = {
      x: from.x + along.x * middle - (along.y * height) / 2,
      y: from.y + along.y * middle + (along.x * height) / 2,
    };
    best = upright({ centre, along, width, height });
  }
  if (!best) throw new Error("A rectangle needs points that span an area.");
  return best;
}

/** Its corners, clockwise from the top left. */
export function cornersOf({ centre, along, width, height }: Rectangle): Quad {
  const corner = (a: number, b: number): Point => ({
    x: centre.x + (a * along.x * width - b * along.y * height) / 2,
    y: centre.y + (a * along.y * width + b * along.x * height) / 2,
  });
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

function upright({ centre, along, width, height }: Rectangle): Rectangle {
  const steep = Math.abs(along.y) > Math.abs(along.x);
  const turned = steep ? { x: -along.y, y: along.x } : along;
  const sign = turned.x < 0 ? -1 : 1;
  return {
    centre,
    along: { x: turned.x * sign, y: turned.y * sign },
    width: steep ? height : width,
    height: steep ? width : height,
  };
}

function cross(o: Point, a: Point, b: Point): number {
  return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}
