// A layer in which every answer is a weighted sum of all that comes in.

import type { Layer, Weights } from "./layer.ts";
import { weightsOf } from "./layer.ts";

export interface Dense extends Layer {
  readonly inputs: number;
  /** `[outputs, inputs]`. */
  readonly matrix: Weights;
  readonly bias: Weights;
}

export function dense(inputs: number, outputs: number, normal: () => number): Dense {
  const spread = Math.sqrt(1 / inputs);
  const matrix = weightsOf(inputs * outputs, () => normal() * spread);
  const bias = weightsOf(outputs, () => 0);
  const answer = new Float64Array(outputs);
  const inputGradient = new Float64Array(inputs);
  let given: Float64Array = new Float64Array(0);

  function forward(input: Float64Array): Float64Array {
    given = input;
    for (let o = 0, w = 0; o < outputs; o++) {
      let sum = bias.values[o];
      for (let i = 0; i < inputs; i++, w++) sum += matrix.values[w] * input[i];
      answer[o] = sum;
    }
    return answer;
  }

  function backward(gradient: Float64Array): Float64Array {
    inputGradient.fill(0);
    for (let o = 0, w = 0; o < outputs; o++) {
      const slope = gradient[o];
      bias.gradient[o] += slope;
      for (let i = 0; i < inputs; i++, w++) {
        matrix.gradient[w] += slope * given[i];
        inputGradient[i] += slope * matrix.values[w];
      }
    }
    return inputGradient;
  }

  return { inputs, size: outputs, weights: [matrix, bias], matrix, bias, forward, backward };
}
