// Half floats as the bits in a Uint16Array, there and back (Node 20 has no Float16Array).

const scratch = new Float32Array(1);
const bits = new Uint32Array(scratch.buffer);

/** Values from here on round to Infinity: half a step above the largest finite one. */
export const FLOAT16_OVERFLOW = 65520;

/**
 * The nearest half float, ties to even. Goes through float32 first; that rounds twice only for doubles within 2^-25
 * of a tie, which is below what a half float is used for.
 */
export function toHalf(value: number): number {
  scratch[0] = value;
  const x = bits[0];
  const sign = (x >>> 16) & 0x8000;
  const magnitude = x & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // NaN
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // 65520 and more: Infinity
  if (magnitude >= 0x38800000) {
    // Normal: move the exponent from bias 127 to 15 and round 23 bits of mantissa to 10.
    const moved = magnitude - 0x38000000;
    return sign | ((moved + 0xfff + ((moved >>> 13) & 1)) >>> 13);
  }
  if (magnitude < 0x33000000) return sign; // below half the smallest subnormal
  // Subnormal: counts of 2^-24. The product is exact in float64; ties go to the even count.
  const count = Math.abs(scratch[0]) * 16777216;
  const low = Math.floor(count);
  const rest = count - low;
  const up = rest > 0.5 || (rest === 0.5 && (low & 1) === 1);
  return sign | (up ? low + 1 : low);
}

/** The number that half-float bits stand for; exact. */
export function fromHalf(half: number): number {
  const exponent = (half >>> 10) & 31;
  const mantissa = half & 0x3ff;
  const sign = half & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa ? NaN : sign * Infinity;
  return sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

/** Half floats as float32; exact. */
export function halvesToFloat32(halves: Uint16Array): Float32Array {
  const out = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) out[i] = fromHalf(halves[i]);
  return out;
}
