// What is a layer of the net? It answers a sample, and learns from what would have been a better answer.

/** Weights with the gradient that has gathered since the last step and the step before it (momentum). */
export interface Weights {
  readonly values: Float64Array;
  readonly gradient: Float64Array;
  readonly velocity: Float64Array;
}

/** One sample at a time: nothing of a layer depends on others of the batch. */
export interface Layer {
  /** Numbers it answers with. */
  readonly size: number;
  readonly weights: readonly Weights[];
  forward(input: Float64Array): Float64Array;
  /** Gathers the gradient of the weights; answers that of the input of the last `forward`, or null where nobody needs it. */
  backward(gradient: Float64Array): Float64Array | null;
}

/** Weights that begin as `start` says, one call for each. */
export function weightsOf(count: number, start: () => number): Weights {
  const values = Float64Array.from({ length: count }, start);
  return { values, gradient: new Float64Array(count), velocity: new Float64Array(count) };
}
