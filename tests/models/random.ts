// Where test models get their weights from: a seeded generator, so that a model has the same bytes everywhere.

/** Numbers evenly spread over [-1, 1), the same for the same seed (mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

/** Weights of `count` elements for a layer that sums `fanIn` of them. */
export function weights(next: () => number, count: number, fanIn: number): Float32Array {
  const scale = 1 / Math.sqrt(fanIn);
  return Float32Array.from({ length: count }, () => next() * scale);
}
