// Whether two answers are the same but for rounding: how a model whose rows influence each other is found.

import type { Tensor } from "../sdk/services.ts";
import type { Results } from "./ort-session.ts";

/** Matrix products of another size add up in another order; half floats have 11 bits. */
const RELATIVE: Partial<Record<Tensor["dtype"], number>> = { float32: 1e-4, float64: 1e-4, float16: 4e-3 };
/** Of the largest value of the output: near zero, rounding is as large as the terms that cancelled out. */
const OF_LARGEST = 0.1;

/** The name of the first output that differs, or null. */
export function differingOutput(a: Results, b: Results): string | null {
  return Object.keys(a).find((name) => !sameTensor(a[name], b[name])) ?? null;
}

function sameTensor(a: Tensor, b: Tensor): boolean {
  if (a.data.length !== b.data.length || a.dims.join() !== b.dims.join()) return false;
  const relative = RELATIVE[a.dtype];
  if (relative === undefined || a.dtype === "string" || b.dtype === "string")
    return [...a.data].every((value, i) => value === b.data[i]);
  const left = numbers(a);
  const right = numbers(b);
  const largest = left.reduce(
    (max, value) => (Number.isFinite(value) ? Math.max(max, Math.abs(value)) : max),
    0,
  );
  return left.every((value, i) => {
    if (Object.is(value, right[i]) || value === right[i]) return true;
    const size = Math.max(Math.abs(value), Math.abs(right[i]), largest * OF_LARGEST);
    return Math.abs(value - right[i]) <= relative * size;
  });
}

function numbers({ dtype, data }: Tensor): readonly number[] {
  return Array.from<unknown, number>(data, (value) =>
    dtype === "float16" ? fromHalf(Number(value)) : Number(value),
  );
}

/** An IEEE half float by its bits. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
