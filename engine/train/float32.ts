// What becomes of a number as float32? Split thresholds need the nearest one not above it: `x <= t` must not change sides.

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

export const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** A finite number that is infinite as float32. */
export function isBeyondFloat32(value: number): boolean {
  return Number.isFinite(value) && !Number.isFinite(Math.fround(value));
}

/** The largest float32 that is ≤ `value`. */
export function roundDownToFloat32(value: number): number {
  const rounded = Math.fround(value);
  return rounded > value ? nextBelow(rounded) : rounded;
}

function nextBelow(value: number): number {
  if (value === 0) return -1.401298464324817e-45;
  float[0] = value;
  // Floats of one sign are ordered like their bits read as an integer; for negative ones the order is reversed.
  bits[0] += value > 0 ? -1 : 1;
  return float[0];
}
