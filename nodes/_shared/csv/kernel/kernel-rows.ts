// What the kernel is told of the rows it is to write: a description of each cell, and the lists they point to.

import { PLACES, type Kernel } from "./kernel.ts";

const RAW = 0;
const WORD = 1;
const FLOAT32 = 2;
const INTS_PER_CELL = 4;
const MAX_CELLS = 64;
/** Longer lists of words are left to the writer in JavaScript. */
const MAX_WORDS = 256;

export class KernelRows {
  readonly #kernel: Kernel;
  readonly #length: number;
  #cells = 0;
  #used = PLACES.scratch + MAX_CELLS * INTS_PER_CELL * 4;

  /** For `length` rows. */
  constructor(kernel: Kernel, length: number) {
    this.#kernel = kernel;
    this.#length = length;
  }

  get cells(): number {
    return this.#cells;
  }

  /** Bytes of the kernel's own memory, each row's from start to end. */
  raw(bytes: Uint8Array, starts: Int32Array, ends: Int32Array): boolean {
    if (bytes.buffer !== this.#kernel.bytes.buffer) return false;
    const from = this.#room(this.#length);
    const to = this.#room(this.#length);
    if (to === 0) return false;
    const { ints } = this.#kernel;
    shift(starts, bytes.byteOffset, ints, from / 4, this.#length);
    shift(ends, bytes.byteOffset, ints, to / 4, this.#length);
    return this.#add(RAW, from, to, 0);
  }

  /** One of the words, or none where an index is negative: then the kernel is of no use. */
  words(indices: Int32Array, words: readonly Uint8Array[]): boolean {
    if (words.length > MAX_WORDS || anyNegative(indices, this.#length)) return false;
    const at = this.#copy(indices);
    const places = this.#room(words.length);
    const lengths = this.#room(words.length);
    if (at === 0 || lengths === 0) return false;
    for (const [i, word] of words.entries()) {
      const place = this.#room(Math.ceil(word.length / 4));
      if (place === 0) return false;
      this.#kernel.bytes.set(word, place);
      this.#kernel.ints[places / 4 + i] = place;
      this.#kernel.ints[lengths / 4 + i] = word.length;
    }
    return this.#add(WORD, at, places, lengths);
  }

  float32(values: Float32Array): boolean {
    const at = this.#copy(new Int32Array(values.buffer, values.byteOffset, this.#length));
    return at !== 0 && this.#add(FLOAT32, at, 0, 0);
  }

  #copy(list: Int32Array): number {
    const at = this.#room(this.#length);
    if (at !== 0) this.#kernel.ints.set(list.subarray(0, this.#length), at / 4);
    return at;
  }

  /** Where `count` numbers of 32 bits have room; 0 where they have none. */
  #room(count: number): number {
    const at = this.#used;
    // Whole vectors are read, also of the last word.
    if (at + count * 4 + 16 > PLACES.scratchEnd) return 0;
    this.#used += count * 4;
    return at;
  }

  #add(kind: number, a: number, b: number, c: number): boolean {
    if (this.#cells === MAX_CELLS) return false;
    this.#kernel.ints.set([kind, a, b, c], PLACES.scratch / 4 + INTS_PER_CELL * this.#cells++);
    return true;
  }
}

// Loops of their own, so that they are compiled with the types they are called with and with nothing around them.

function shift(from: Int32Array, by: number, to: Int32Array, at: number, length: number): void {
  for (let i = 0; i < length; i++) to[at + i] = from[i] + by;
}

function anyNegative(indices: Int32Array, length: number): boolean {
  let signs = 0;
  for (let i = 0; i < length; i++) signs |= indices[i];
  return signs < 0;
}
