// The largest value of each square of 2 × 2.

import type { Layer } from "./layer.ts";

export interface Pool extends Layer {
  /** Side of the planes that come out. */
  readonly side: number;
}

/** `side` is that of the planes that come in, an even number. */
export function pool(planes: number, side: number): Pool {
  const half = side / 2;
  const answer = new Float64Array(planes * half * half);
  const winners = new Int32Array(answer.length);
  const inputGradient = new Float64Array(planes * side * side);

  function forward(input: Float64Array): Float64Array {
    for (let plane = 0, to = 0; plane < planes; plane++)
      for (let y = 0; y < half; y++)
        for (let x = 0; x < half; x++, to++) {
          const corner = (plane * side + 2 * y) * side + 2 * x;
          let best = corner;
          for (const place of [corner + 1, corner + side, corner + side + 1])
            if (input[place] > input[best]) best = place;
          winners[to] = best;
          answer[to] = input[best];
        }
    return answer;
  }

  function backward(gradient: Float64Array): Float64Array {
    inputGradient.fill(0);
    for (let i = 0; i < gradient.length; i++) inputGradient[winners[i]] += gradient[i];
    return inputGradient;
  }

  return { size: answer.length, side: half, weights: [], forward, backward };
}
