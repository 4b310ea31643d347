// The geometry of OCR: parts, rectangles around them, how they grow, and strips cut out of a page.

import fc from "fast-check";
import { expect, test } from "vitest";
import { grown } from "./boxes-of-text.ts";
import { connectedParts } from "./connected-parts.ts";
import { heightOf, lengthOf, turnQuad, type Point, type Quad } from "./plane.ts";
import { convexHull, cornersOf, smallestRectangle } from "./smallest-rectangle.ts";
import { project, projectionTo, straighten } from "./straighten.ts";

test("pixels that touch at a corner hang together, others do not", () => {
  const map = Float32Array.from([9, 0, 0, 0, 0, 9, 0, 7, 0, 0, 0, 8]);
  const parts = connectedParts(map, 4, 3, 1);
  expect(parts.map(({ pixels, mean }) => [pixels, mean])).toEqual([
    [2, 9],
    [2, 7.5],
  ]);
  expect(parts[0].outline).toContainEqual({ x: 2, y: 2 });
});

test("NaN is no text", () => {
  expect(connectedParts(Float32Array.from([NaN, NaN, 1]), 3, 1, 0.5)).toHaveLength(1);
});

const points = fc.array(
  fc.record({ x: fc.integer({ min: 0, max: 40 }), y: fc.integer({ min: 0, max: 40 }) }),
  {
    minLength: 3,
    maxLength: 30,
  },
);

/** The smallest of the rectangles along each pair of points: slow and simple. */
function areaByHand(all: readonly Point[]): number {
  let least = Infinity;
  for (const a of all)
    for (const b of all) {
      const length = Math.hypot(b.x - a.x, b.y - a.y);
      if (length === 0) continue;
      const [x, y] = [(b.x - a.x) / length, (b.y - a.y) / length];
      const along = all.map((p) => p.x * x + p.y * y);
      const off = all.map((p) => p.y * x - p.x * y);
      least = Math.min(
        least,
        (Math.max(...along) - Math.min(...along)) * (Math.max(...off) - Math.min(...off)),
      );
    }
  return least;
}

test("no other rectangle around the points has less area, and all points are in it", () => {
  fc.assert(
    fc.property(points, (all) => {
      fc.pre(convexHull(all).length > 2);
      const { centre, along, width, height } = smallestRectangle(all);
      expect(width * height).toBeCloseTo(areaByHand(all), 6);
      for (const p of all) {
        const [dx, dy] = [p.x - centre.x, p.y - centre.y];
        expect(Math.abs(dx * along.x + dy * along.y)).toBeLessThanOrEqual(width / 2 + 1e-9);
        expect(Math.abs(dy * along.x - dx * along.y)).toBeLessThanOrEqual(height / 2 + 1e-9);
      }
      expect(along.x).toBeGreaterThanOrEqual(Math.abs(along.y) - 1e-12);
    }),
  );
});

test("a box grows on each side by area × ratio / perimeter", () => {
  const box = { centre: { x: 0, y: 0 }, along: { x: 1, y: 0 }, width: 100, height: 20 };
  expect(grown(box, 1.6)).toMatchObject({ width: 100 + 2 * (3200 / 240), height: 20 + 2 * (3200 / 240) });
});

test("text that is turned clockwise begins at another corner", () => {
  const quad = cornersOf({ centre: { x: 5, y: 10 }, along: { x: 1, y: 0 }, width: 10, height: 20 });
  expect(turnQuad(quad, 1)[0]).toEqual({ x: 10, y: 0 });
  expect([lengthOf(turnQuad(quad, 1)), heightOf(turnQuad(quad, 1))]).toEqual([20, 10]);
});

test("the projection takes the corners of the unit square to any quadrangle", () => {
  const quad: Quad = [
    { x: 1, y: 2 },
    { x: 11, y: 1 },
    { x: 13, y: 9 },
    { x: 0, y: 7 },
  ];
  const to = projectionTo(quad);
  const corners = [project(to, 0, 0), project(to, 1, 0), project(to, 1, 1), project(to, 0, 1)];
  corners.forEach((corner, i) => {
    expect(corner.x).toBeCloseTo(quad[i].x, 9);
    expect(corner.y).toBeCloseTo(quad[i].y, 9);
  });
});

test("a strip holds blue, green and red from -1 to 1, as the text is turned", () => {
  // Four pixels in a row: red, white, black, blue.
  const page = { data: Uint8Array.of(255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 255), width: 4, height: 1 };
  const whole: Quad = [
    { x: 0, y: 0 },
    { x: 4, y: 0 },
    { x: 4, y: 1 },
    { x: 0, y: 1 },
  ];
  const out = new Float32Array(3 * 5);
  straighten(page, whole, { out, width: 4, height: 1, stride: 5 });
  expect([...out].map((value) => Math.round(value * 1000) / 1000)).toEqual([
    ...[-1, 1, -1, 1, 0],
    ...[-1, 1, -1, -1, 0],
    ...[1, 1, -1, -1, 0],
  ]);
  straighten(page, turnQuad(whole, 2), { out, width: 4, height: 1, stride: 5 });
  expect([...out.slice(0, 5)].map(Math.round)).toEqual([1, -1, 1, -1, 0]);
});
