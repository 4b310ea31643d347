// A convolution of square planes without padding, followed by ReLU: what it answers and what it learns.

import type { Layer, Weights } from "./layer.ts";
import { weightsOf } from "./layer.ts";

export interface ConvolutionShape {
  readonly planes: number;
  /** Side of the planes that come in. */
  readonly side: number;
  readonly filters: number;
  readonly kernel: number;
  /** The first layer has nothing before it that could learn. */
  readonly first?: boolean;
}

export interface Convolution extends Layer {
  readonly shape: ConvolutionShape;
  /** `[filters, planes, kernel, kernel]`, as ONNX wants them. */
  readonly filters: Weights;
  readonly bias: Weights;
}

/** `normal` draws the first weights: mean 0, deviation 1. */
export function convolution(shape: ConvolutionShape, normal: () => number): Convolution {
  const { planes, side, filters: count, kernel, first = false } = shape;
  const out = side - kernel + 1;
  const fanIn = planes * kernel * kernel;
  const spread = Math.sqrt(2 / fanIn);
  const filters = weightsOf(count * fanIn, () => normal() * spread);
  const bias = weightsOf(count, () => 0);
  const answer = new Float64Array(count * out * out);
  const inputGradient = first ? null : new Float64Array(planes * side * side);
  let given: Float64Array = new Float64Array(0);

  function forward(input: Float64Array): Float64Array {
    given = input;
    for (let filter = 0; filter < count; filter++) {
      const plane = answer.subarray(filter * out * out, (filter + 1) * out * out);
      plane.fill(bias.values[filter]);
      for (let from = 0; from < planes; from++)
        for (let ky = 0; ky < kernel; ky++)
          for (let kx = 0; kx < kernel; kx++)
            addShifted(
              plane,
              input,
              filters.values[((filter * planes + from) * kernel + ky) * kernel + kx],
              (from * side + ky) * side + kx,
            );
      for (let i = 0; i < plane.length; i++) if (plane[i] < 0) plane[i] = 0;
    }
    return answer;
  }

  /** plane += weight × the part of the input that begins at `start`. */
  function addShifted(plane: Float64Array, input: Float64Array, weight: number, start: number): void {
    for (let y = 0, to = 0; y < out; y++) {
      let at = start + y * side;
      for (const end = to + out; to < end; to++, at++) plane[to] += weight * input[at];
    }
  }

  // Behind a pool most of the gradient is 0, so it goes by the places where there is some.
  function backward(gradient: Float64Array): Float64Array | null {
    inputGradient?.fill(0);
    for (let filter = 0, at = 0; filter < count; filter++)
      for (let y = 0; y < out; y++)
        for (let x = 0; x < out; x++, at++) {
          const slope = answer[at] > 0 ? gradient[at] : 0;
          if (slope === 0) continue;
          bias.gradient[filter] += slope;
          spreadOut(slope, filter * fanIn, y * side + x);
        }
    return inputGradient;
  }

  function spreadOut(slope: number, filter: number, place: number): void {
    for (let from = 0, w = filter; from < planes; from++)
      for (let ky = 0; ky < kernel; ky++) {
        let at = (from * side + ky) * side + place;
        for (let kx = 0; kx < kernel; kx++, w++, at++) {
          filters.gradient[w] += slope * given[at];
          if (inputGradient) inputGradient[at] += slope * filters.values[w];
        }
      }
  }

  return { shape, size: answer.length, weights: [filters, bias], filters, bias, forward, backward };
}
