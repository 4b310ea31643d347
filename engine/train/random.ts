// Where do random numbers come from that are the same on every machine? A seeded generator of 32-bit integer arithmetic.

export interface Random {
  /** Uniform in [0, 1), a multiple of 2^-32. */
  next(): number;
  /** A whole number in [0, count). */
  below(count: number): number;
  /** Mean 0, standard deviation 1; see `normal` for its shape. */
  normal(): number;
  /** `count` of the numbers 0…total-1, each set equally likely, in ascending order. */
  choose(count: number, total: number): Int32Array;
}

const TWO_POW_32 = 4_294_967_296;
/** Rounds that mix the seed into all four words before the first number is given out. */
const WARM_UP_ROUNDS = 15;

/** A generator of the "small fast counting" family (128 bits of state, period at least 2^32). */
export function seededRandom(seed: number): Random {
  let a = 0;
  let b = seed | 0;
  let c = Math.floor(seed / TWO_POW_32) | 0;
  let counter = 1;

  function word(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  for (let round = 0; round < WARM_UP_ROUNDS; round++) word();

  const next = () => word() / TWO_POW_32;
  return {
    next,
    below: (count) => Math.floor(next() * count),
    normal: () => normal(next),
    choose: (count, total) => choose(next, count, total),
  };
}

/**
 * The sum of twelve uniforms less six: close to normal within three deviations and never beyond six. Additions only,
 * because logarithms and cosines may differ in the last bit between engines, and one bit makes another tree.
 */
function normal(next: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += next();
  return sum;
}

/** Goes through the numbers once and takes each with the chance that still gives exactly `count`. */
function choose(next: () => number, count: number, total: number): Int32Array {
  const chosen = new Int32Array(Math.min(count, total));
  let taken = 0;
  for (let i = 0; taken < chosen.length; i++) {
    if (next() * (total - i) < chosen.length - taken) chosen[taken++] = i;
  }
  return chosen;
}
