import { expect, test } from "vitest";
import { crosses, distanceTo, middleOf, pathOf, pieceAt } from "./geometry.ts";

const from = { x: 0, y: 0 };
const to = { x: 400, y: 0 };
const bent = { from, to, via: [{ x: 200, y: 200 }] };

test("a wire without points on its way is one curve, each point makes one more", () => {
  expect(pathOf({ from, to })).toBe("M 0,0 C 200,0 200,0 400,0");
  expect(pathOf(bent).match(/C /g)).toHaveLength(2);
  expect(pathOf(bent)).toContain(" 200,200 C ");
});

test("it runs through its points, and not where it ran without them", () => {
  expect(distanceTo(bent, { x: 200, y: 200 }, 4)).toBeLessThan(0.01);
  expect(distanceTo(bent, { x: 200, y: 0 }, 40)).toBe(Infinity);
  expect(distanceTo({ from, to }, { x: 200, y: 0 }, 40)).toBeLessThan(0.01);
});

test("a stroke crosses it where it runs", () => {
  const stroke = (y: number) =>
    [
      { x: 200, y: y - 20 },
      { x: 201, y: y + 20 },
    ] as const;
  expect(crosses(bent, ...stroke(200))).toBe(true);
  expect(crosses(bent, ...stroke(0))).toBe(false);
  expect(crosses({ from, to }, ...stroke(0))).toBe(true);
});

test("a new point goes between those it is nearest to, the middle lies on none", () => {
  expect(pieceAt(bent, { x: 40, y: 10 })).toBe(0);
  expect(pieceAt(bent, { x: 360, y: 10 })).toBe(1);
  const { x, y } = middleOf(bent);
  expect(Math.hypot(x - 200, y - 200)).toBeGreaterThan(50);
  expect(middleOf({ from, to })).toEqual({ x: 200, y: 0 });
});

test("at a point two pieces meet without a corner", () => {
  const numbers = pathOf(bent)
    .match(/-?[\d.]+/g)!
    .map(Number);
  const [inX, inY, atX, atY, outX, outY] = numbers.slice(4, 10);
  expect((atX - inX) * (outY - atY)).toBeCloseTo((atY - inY) * (outX - atX));
});
