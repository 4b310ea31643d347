// How is a linear classifier of sparse rows learned? Logistic regression by Adagrad, row after row in a seeded order.

import { seededRandom } from "../../../../engine/train/random.ts";
import type { SparseRow } from "./features.ts";

export interface LogisticModel {
  readonly weights: Float64Array;
  readonly bias: number;
}

export const SETTINGS = {
  seed: 5,
  epochs: 20,
  learningRate: 0.5,
  /** Pulls a weight towards 0 each time its word is seen. */
  decay: 2e-6,
};

/** `wanted[i]` is whether row i is of the class. */
export function trainLogistic(
  rows: readonly SparseRow[],
  wanted: readonly boolean[],
  width: number,
  settings = SETTINGS,
): LogisticModel {
  const weights = new Float64Array(width);
  const squares = new Float64Array(width).fill(1e-8);
  const random = seededRandom(settings.seed);
  let bias = 0;
  let biasSquares = 1e-8;
  for (let epoch = 0; epoch < settings.epochs; epoch++)
    for (const index of shuffled(rows.length, random.below)) {
      const { places, values } = rows[index];
      const error = sigmoid(logit({ weights, bias }, rows[index])) - (wanted[index] ? 1 : 0);
      for (let i = 0; i < places.length; i++) {
        const place = places[i];
        const slope = error * values[i] + settings.decay * weights[place];
        squares[place] += slope * slope;
        weights[place] -= (settings.learningRate * slope) / Math.sqrt(squares[place]);
      }
      biasSquares += error * error;
      bias -= (settings.learningRate * error) / Math.sqrt(biasSquares);
    }
  return { weights, bias };
}

export function logit({ weights, bias }: LogisticModel, { places, values }: SparseRow): number {
  let sum = bias;
  for (let i = 0; i < places.length; i++) sum += weights[places[i]] * values[i];
  return sum;
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function shuffled(count: number, below: (count: number) => number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = below(i + 1);
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}
