// Seeded random numbers: the same seed gives the same numbers on every machine, for ever.

/** sfc32 ("small fast counting", Chris Doty-Humphrey's PractRand): 128 bits of state, period of at least 2^32. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare: number | null = null;

  /** `stream` tells generators of one seed apart. */
  constructor(seed: number, stream = 0) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 0x1_0000_0000) | 0;
    this.#c = stream | 0;
    // The authors' advice: throw the first dozen away, so that like seeds do not begin alike.
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** 32 random bits, from 0 to 2^32 - 1. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }

  /** From 0 up to but not including 1, with 32 random bits. */
  next(): number {
    return this.bits() / 0x1_0000_0000;
  }

  uniform(min: number, max: number): number {
    return min + this.next() * (max - min);
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** Normally distributed (Box and Muller's polar way gives two at a time; the second waits). */
  normal(mean: number, deviation: number): number {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return mean + deviation * spare;
    }
    for (;;) {
      const u = 2 * this.next() - 1;
      const v = 2 * this.next() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spare = v * factor;
      return mean + deviation * (u * factor);
    }
  }
}
