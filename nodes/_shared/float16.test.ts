// Half floats: every one there and back, and rounding to the nearest.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHalf, toHalf } from "./float16.ts";

test("every half float survives the way to a number and back", () => {
  for (let half = 0; half < 65536; half++) {
    const value = fromHalf(half);
    if (Number.isNaN(value)) expect(Number.isNaN(fromHalf(toHalf(value)))).toBe(true);
    else if (toHalf(value) !== half) expect([value, toHalf(value)]).toEqual([value, half]);
  }
});

test.each([
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [65519.99, 0x7bff],
  [65520, 0x7c00],
  [Infinity, 0x7c00],
  [-0, 0x8000],
  [2 ** -24, 1],
  [2 ** -25, 0],
  [1.5 * 2 ** -24, 2],
  [2049, 0x6800],
  [2051, 0x6802],
])("%d has the bits %i", (value, half) => {
  expect(toHalf(value)).toBe(half);
});

test("the nearest half float is chosen", () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, min: -65000, max: 65000 }), (value) => {
      const half = toHalf(value);
      const error = Math.abs(fromHalf(half) - value);
      const magnitude = half & 0x7fff;
      const sign = half & 0x8000;
      for (const other of [magnitude - 1, magnitude + 1]) {
        if (other < 0 || other >= 0x7c00) continue;
        expect(error).toBeLessThanOrEqual(Math.abs(fromHalf(sign | other) - value));
      }
    }),
  );
});
