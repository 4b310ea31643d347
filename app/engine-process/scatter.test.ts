import { expect, test } from "vitest";
import { scatterOf } from "./scatter.ts";

const laid = (rows: readonly (readonly number[])[]) => {
  const values = Float64Array.from(rows.flat());
  const { points, explained, ...rest } = scatterOf({ rows: rows.length, dimensions: rows[0].length, values });
  const flat = new Float32Array(points.slice().buffer);
  return { ...rest, explained, points: rows.map((_, row) => [flat[row * 2], flat[row * 2 + 1]]) };
};

test("the direction that they differ most in comes first, with its share of the spread", () => {
  // Ten times wider along one diagonal than along the other; the third dimension says nothing.
  const rows = [-2, -1, 0, 1, 2].flatMap((a) => [-0.2, 0.2].map((b) => [a + b, a - b, 7]));
  const { points, explained, dimensions } = laid(rows);
  expect(dimensions).toBe(3);
  // Σ 2a² over ten rows is 40, Σ 2b² is 0.8.
  expect(explained[0]).toBeCloseTo(40 / 40.8, 6);
  expect(explained[1]).toBeCloseTo(0.8 / 40.8, 6);
  expect(points[0][0]).toBeCloseTo(-2 * Math.SQRT2, 5);
  expect(points[9][0]).toBeCloseTo(2 * Math.SQRT2, 5);
  expect(Math.abs(points[0][1])).toBeCloseTo(0.2 * Math.SQRT2, 5);
});

test("the same vectors are laid the same; two groups stay apart", () => {
  const rows = Array.from({ length: 60 }, (_, row) =>
    Array.from(
      { length: 40 },
      (_, i) => (row % 2 ? Math.sin(i) : Math.cos(3 * i)) + 0.05 * Math.sin(row * i),
    ),
  );
  const { points } = laid(rows);
  expect(laid(rows).points).toEqual(points);
  const sides = new Set(points.map(([x], row) => `${row % 2} ${x > 0}`));
  expect(sides.size).toBe(2);
});

test("a row without a vector has no place; vectors that are all the same lie on one point", () => {
  const { points } = laid([
    [1, 2],
    [NaN, NaN],
    [3, 2],
  ]);
  expect(points[1]).toEqual([NaN, NaN]);
  expect(points[0][0]).toBeCloseTo(-1, 6);
  const same = laid([
    [1, 1],
    [1, 1],
  ]);
  expect(same).toMatchObject({
    explained: [0, 0],
    points: [
      [0, 0],
      [0, 0],
    ],
  });
  // All on one line: the second direction has nothing.
  expect(
    laid([
      [0, 0],
      [1, 1],
      [2, 2],
    ]).explained[1],
  ).toBeCloseTo(0, 9);
});
