// Which net reads a digit? Two convolutions with pools, then ten sums: about six thousand weights.

import type { Random } from "../../../../engine/train/random.ts";
import { convolution, type Convolution } from "./convolution.ts";
import { dense, type Dense } from "./dense.ts";
import type { Layer, Weights } from "./layer.ts";
import { pool } from "./pool.ts";

export const SIDE = 28;
export const CLASSES = 10;
const KERNEL = 5;
const FIRST_FILTERS = 8;
const SECOND_FILTERS = 16;

export interface DigitNet {
  readonly first: Convolution;
  readonly second: Convolution;
  readonly last: Dense;
  readonly weights: readonly Weights[];
  /** The ten scores of a picture of 28 × 28 numbers from 0 to 1. The array is used again by the next call. */
  scores(picture: Float64Array): Float64Array;
  /** Gathers gradients for the picture of the last `scores`; `gradient` is that of its ten scores. */
  learn(gradient: Float64Array): void;
}

export function digitNet(random: Random): DigitNet {
  const normal = () => random.normal();
  const firstShape = { planes: 1, side: SIDE, filters: FIRST_FILTERS, kernel: KERNEL, first: true };
  const first = convolution(firstShape, normal);
  const firstPool = pool(FIRST_FILTERS, SIDE - KERNEL + 1);
  const secondShape = {
    planes: FIRST_FILTERS,
    side: firstPool.side,
    filters: SECOND_FILTERS,
    kernel: KERNEL,
  };
  const second = convolution(secondShape, normal);
  const secondPool = pool(SECOND_FILTERS, firstPool.side - KERNEL + 1);
  const last = dense(secondPool.size, CLASSES, normal);
  const layers: readonly Layer[] = [first, firstPool, second, secondPool, last];
  return {
    first,
    second,
    last,
    weights: layers.flatMap((layer) => layer.weights),
    scores: (picture) => layers.reduce((values, layer) => layer.forward(values), picture),
    learn(gradient) {
      let slope: Float64Array | null = gradient;
      for (const layer of layers.toReversed()) if (slope) slope = layer.backward(slope);
    },
  };
}
