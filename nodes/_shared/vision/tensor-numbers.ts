// The numbers of a model's output, whatever their type.

import type { NumberArray } from "../../../engine/frames/types.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import { fromHalf } from "../float16.ts";

export type Numbers = Exclude<NumberArray, BigInt64Array | BigUint64Array>;

export function numbersOf(tensor: Tensor): Numbers {
  if (tensor.dtype === "string") throw new Error("The model's output holds text where numbers are expected.");
  const { data, dtype } = tensor;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float64Array.from(data, Number);
  return dtype === "float16" ? Float32Array.from(data, fromHalf) : data;
}

export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** The place of the greatest of `count` numbers, `step` apart. */
export function greatest(numbers: Numbers, from: number, count: number, step = 1): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (numbers[from + i * step] > numbers[from + best * step]) best = i;
  return best;
}
