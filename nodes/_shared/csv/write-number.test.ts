// Numbers are written with the fewest digits that give them back.

import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteSink } from "./byte-sink.ts";
import { shortFloat32, writeFloat32, writeFloat64 } from "./write-number.ts";

function text(write: (sink: ByteSink, value: number) => void, value: number): string {
  const sink = new ByteSink(8);
  write(sink, value);
  return new TextDecoder().decode(sink.take());
}

/** The digits that count: without sign, point, exponent and the zeros around them. */
function significant(number: string): number {
  return number.replace(/e.*/, "").replace(/[-.]/g, "").replace(/^0+/, "").replace(/0+$/, "").length;
}

/** The fewest digits by trying all. */
function fewestDigits(value: number): number {
  for (let digits = 1; digits < 9; digits++)
    if (Math.fround(Number(value.toPrecision(digits))) === value)
      return significant(value.toPrecision(digits));
  return 9;
}

test.each([
  [0.1, "0.1"],
  [0.5, "0.5"],
  [-0.7310586, "-0.7310586"],
  [1, "1"],
  [-12, "-12"],
  [0, "0"],
  [0.001, "0.001"],
  [0.0001, "0.0001"],
  [0.00001, "0.00001"],
  [1e-7, "1e-7"],
  [999999, "999999"],
  [999999.9, "999999.9"],
  [16777216, "16777216"],
  [3.4e38, "3.4e+38"],
  [NaN, "NaN"],
  [-Infinity, "-Infinity"],
  [1e-45, "1e-45"],
])("float32 %d is written %s", (value, want) => {
  expect(text(writeFloat32, Math.fround(value))).toBe(want);
});

test("every float32 comes back from its text, which has the fewest digits", () => {
  const bits = new Uint32Array(1);
  const float = new Float32Array(bits.buffer);
  const check = (value: number) => {
    const written = text(writeFloat32, value);
    expect(Math.fround(Number(written))).toBe(value === 0 ? 0 : value);
    if (Math.abs(value) < 1e6) expect(significant(written)).toBe(value === 0 ? 0 : fewestDigits(value));
    expect(Number(shortFloat32(value))).toBe(Number(written));
  };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), (pattern) => {
      bits[0] = pattern;
      if (Number.isFinite(float[0])) check(float[0]);
    }),
    { numRuns: 3000 },
  );
  // The range that is written without help from the engine, near every power of two and ten in it.
  for (let exponent = -14; exponent <= 20; exponent++) {
    for (let step = -40; step <= 40; step++) check(Math.fround(2 ** exponent * (1 + step * 2 ** -23)));
  }
  for (let exponent = -4; exponent <= 6; exponent++) {
    for (let step = -40; step <= 40; step++)
      check(Math.fround(Number(`1e${exponent}`) * (1 + step * 2 ** -23)));
  }
});

test("every float64 is written as JavaScript writes it, but for the sign of a zero", () => {
  const same = (value: number) => {
    expect(text(writeFloat64, value)).toBe(Object.is(value, -0) ? "-0" : String(value));
  };
  fc.assert(fc.property(fc.double(), same), { numRuns: 2000 });
  fc.assert(
    fc.property(
      fc.integer({ min: -(10 ** 14), max: 10 ** 14 }),
      fc.integer({ min: 0, max: 9 }),
      (digits, decimals) => same(Number(`${digits}e-${decimals}`)),
    ),
    { numRuns: 3000 },
  );
  for (const value of [0, -0, 1e9, 999999999, 999999999.5, 1e-6, 1.5e-6, 1e21, 2 ** 53]) same(value);
});
