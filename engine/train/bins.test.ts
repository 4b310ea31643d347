// Thresholds lie between values as a float32 model sees them.

import { expect, test } from "vitest";
import { binColumn, MISSING_BIN } from "./bins.ts";
import { roundDownToFloat32 } from "./float32.ts";
import { seededRandom } from "./random.ts";

test("a number is never rounded up", () => {
  const random = seededRandom(9);
  for (let i = 0; i < 10_000; i++) {
    const value = (random.next() - 0.5) * 10 ** (random.below(60) - 30);
    const rounded = roundDownToFloat32(value);
    expect(Math.fround(rounded)).toBe(rounded);
    expect(rounded).toBeLessThanOrEqual(value);
    expect(value - rounded).toBeLessThanOrEqual(Math.abs(value) * 2 ** -23 + 1.5e-45);
  }
  expect(roundDownToFloat32(-1e-46)).toBe(-1.401298464324817e-45);
});

test("float32 neighbours are told apart", () => {
  const one = Math.fround(0.1);
  const next = Math.fround(0.1 + 7.5e-9);
  expect(next).toBeGreaterThan(one);
  const { cuts, bins } = binColumn(Float64Array.of(next, one, one, NaN), 255);
  expect(Array.from(cuts.thresholds)).toEqual([one]);
  expect(Array.from(bins)).toEqual([1, 0, 0, MISSING_BIN]);
});

test("doubles that are one float32 are one value", () => {
  const { cuts } = binColumn(Float64Array.of(1, 1 + 1e-12, 2), 255);
  expect(cuts.thresholds.length).toBe(1);
});

test("infinities and the two zeros have their place", () => {
  const { cuts, bins } = binColumn(Float64Array.of(Infinity, -Infinity, 0, -0, 1), 255);
  expect(Array.from(bins)).toEqual([3, 0, 1, 1, 2]);
  expect(cuts.thresholds.every((threshold) => !Number.isNaN(threshold))).toBe(true);
});

test("many values are cut into bins of about equal size", () => {
  const random = seededRandom(4);
  const skewed = Float64Array.from({ length: 20_000 }, () => random.next() ** 8);
  const { bins, cuts } = binColumn(skewed, 64);
  const counts = new Int32Array(64);
  for (const bin of bins) counts[bin]++;
  expect(cuts.thresholds.length).toBe(63);
  expect(Math.min(...counts)).toBeGreaterThan(250);
  expect(Math.max(...counts)).toBeLessThan(400);
});
