// The outline of a mask: corners of its largest part, clockwise, and few of them.

import { expect, test } from "vitest";
import { outlineOf, type Bits } from "./outline.ts";

/** A word for each line: # is inside. */
function bits(...lines: string[]): Bits {
  const data = Uint8Array.from(lines.join(""), (sign) => (sign === "#" ? 1 : 0));
  return { data, width: lines[0].length, height: lines.length };
}

test.each<[string, Bits, readonly number[] | null]>([
  ["nothing", bits("...", "..."), null],
  ["one pixel", bits("...", ".#.", "..."), [1, 1, 2, 1, 2, 2, 1, 2]],
  ["all", bits("###", "###"), [0, 0, 3, 0, 3, 2, 0, 2]],
  ["the larger part", bits("#....", "..###", "..###"), [2, 1, 5, 1, 5, 3, 2, 3]],
  ["parts that touch by a corner", bits("###..", "###..", "...##"), [0, 0, 3, 0, 3, 2, 0, 2]],
  ["a hole is not told", bits("####", "#..#", "####"), [0, 0, 4, 0, 4, 3, 0, 3]],
  [
    "an angle",
    bits("######", "######", "######", "###...", "###...", "###..."),
    [0, 0, 6, 0, 6, 3, 3, 3, 3, 6, 0, 6],
  ],
])("%s", (_, given, expected) => {
  expect(outlineOf(given)).toEqual(expected);
});

test("a disc has few corners, and an area that is nearly its own", () => {
  const side = 81;
  const inside = (x: number, y: number) => Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2) <= 40;
  const data = Uint8Array.from({ length: side * side }, (_, i) =>
    inside(i % side, Math.floor(i / side)) ? 1 : 0,
  );
  const points = outlineOf({ data, width: side, height: side })!;
  expect(points.length / 2).toBeLessThan(40);
  let twice = 0;
  for (let i = 0; i < points.length; i += 2) {
    const [x, y, nextX, nextY] = [
      ...points.slice(i, i + 2),
      ...points.slice((i + 2) % points.length).slice(0, 2),
    ];
    twice += x * nextY - nextX * y;
  }
  const pixels = data.reduce((sum, bit) => sum + bit, 0);
  // A corner lies a pixel beside the line at the most, around a length of 2π·40; positive means clockwise as seen.
  expect(twice / 2 / pixels).toBeGreaterThan(0.95);
  expect(twice / 2 / pixels).toBeLessThan(1.05);
});
