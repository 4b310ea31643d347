// Measures of classes, against figures worked out by hand.

import { expect, test } from "vitest";
import { accuracy, areaUnderCurve, brier, classFigures, likeliest, logLoss } from "./class-measure.ts";
import { calibrationOf } from "./tabular/calibration.ts";

const target = Float64Array.of(0, 1, 1, 0);
const shares = [Float64Array.of(0.9, 0.4, 0.6, 0.2), Float64Array.of(0.1, 0.6, 0.4, 0.8)];

test("of two classes", () => {
  const named = likeliest(shares);
  expect(Array.from(named)).toEqual([0, 1, 0, 1]);
  expect(accuracy(target, named)).toBe(0.5);
  expect(logLoss(target, shares)).toBeCloseTo(
    -(Math.log(0.9) + Math.log(0.6) + Math.log(0.4) + Math.log(0.2)) / 4,
    12,
  );
  expect(brier(target, shares)).toBeCloseTo((0.01 + 0.16 + 0.36 + 0.64) / 4, 12);
  expect(classFigures(target, named, 1)).toEqual({ rows: 2, precision: 0.5, recall: 0.5, f1: 0.5 });
  // Of the four pairs of a 1 and a 0, two are in the right order.
  expect(areaUnderCurve((row) => target[row] === 1, shares[1])).toBe(0.5);
});

test("of three classes the squared distances add up", () => {
  const three = [Float64Array.of(0.5, 0), Float64Array.of(0.25, 1), Float64Array.of(0.25, 0)];
  expect(brier(Float64Array.of(0, 1), three)).toBeCloseTo((0.25 + 0.0625 + 0.0625) / 2, 12);
});

test("equal scores count half, and without both kinds there is no area", () => {
  const isOf = (row: number) => row < 2;
  expect(areaUnderCurve(isOf, Float64Array.of(1, 2, 1, 0))).toBe(3.5 / 4);
  expect(areaUnderCurve(isOf, Float64Array.of(3, 3, 3, 3))).toBe(0.5);
  expect(areaUnderCurve(isOf, Float64Array.of(1, 2))).toBeNaN();
});

test("a class that is never named has no precision", () => {
  expect(classFigures(Float64Array.of(0, 1), Int32Array.of(0, 0), 1)).toEqual({
    rows: 1,
    precision: NaN,
    recall: 0,
    f1: 0,
  });
});

test("calibration compares what was said with what came, and 100 % has a place", () => {
  const { bins, error } = calibrationOf(Float64Array.of(0.05, 0.08, 0.72, 1), (row) => Number(row > 1));
  expect(bins.map(({ from, rows, came }) => [from, rows, came])).toEqual([
    [0, 2, 0],
    [0.7, 1, 1],
    [0.9, 1, 1],
  ]);
  expect(error).toBeCloseTo((0.13 + 0.28 + 0) / 4, 12);
});
