// A hash table of keys that are one number, which most are: which number does a key have, in the order in which they first came?

import { isSet, type Bitmap } from "../../../engine/frames/bitmap.ts";
import type { FixedColumn } from "../../../engine/frames/column.ts";

/** Slots are doubled when more than this share of them is taken. */
const MOST_FULL = 0.6;
/** Slots at first; a power of two. */
const FIRST_SLOTS = 128;
/** Whole numbers from 0 to here (ids, codes, classes) are places in an array of their own: 256 kB at the most. */
const DENSE = 65_536;

export class NumberTable {
  #size = 0;
  /** The number of the key that is empty, -1 where none has come. */
  #empty = -1;
  /** That of NaN, whatever its own pattern is. */
  #nan = -1;
  #dense: Int32Array = new Int32Array(0);
  /** Numbers of keys, -1: none. The keys stand by themselves: so thousands of slots stay in the near cache. */
  #slots = new Int32Array(FIRST_SLOTS).fill(-1);
  /** The keys that have a slot, by their numbers. */
  #keys = new Float64Array(FIRST_SLOTS);
  #taken = 0;

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#slots.byteLength + this.#keys.byteLength + this.#dense.byteLength;
  }

  /** Numbers of the column's keys; those that are new count on. 0 and -0 are one key, NaN is one, empty is one. */
  add(column: FixedColumn, out: Int32Array): Int32Array {
    return this.#numbers(column, out, true);
  }

  /** The same, with -1 for keys that were never added. */
  find(column: FixedColumn): Int32Array {
    return this.#numbers(column, new Int32Array(column.length), false);
  }

  #numbers(column: FixedColumn, out: Int32Array, learn: boolean): Int32Array {
    const { values } = column;
    const doubles = values instanceof Float64Array ? values : Float64Array.from(values as Float32Array);
    return this.#found(doubles, column.validity, out, learn);
  }

  #found(values: Float64Array, validity: Bitmap | null, out: Int32Array, learn: boolean): Int32Array {
    const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
    let slots = this.#slots;
    let keys = this.#keys;
    let last = slots.length - 1;
    let shift = shiftOf(slots);
    let dense: Int32Array = this.#dense;
    for (let row = 0; row < values.length; row++) {
      // What stands under an empty cell is nobody's key.
      if (validity !== null && !isSet(validity, row)) {
        if (this.#empty < 0 && learn) this.#empty = this.#size++;
        out[row] = this.#empty;
        continue;
      }
      const value = values[row];
      const whole = value | 0;
      if (whole === value && whole >= 0 && whole < DENSE) {
        let number = whole < dense.length ? dense[whole] : -1;
        if (number < 0 && learn) {
          dense = this.#place(whole);
          number = dense[whole] = this.#size++;
        }
        out[row] = number;
        continue;
      }
      if (value !== value) {
        if (this.#nan < 0 && learn) this.#nan = this.#size++;
        out[row] = this.#nan;
        continue;
      }
      let slot = hashOf(words[2 * row], words[2 * row + 1]) >>> shift;
      let number = slots[slot];
      while (number >= 0 && keys[number] !== value) {
        slot = (slot + 1) & last;
        number = slots[slot];
      }
      if (number < 0 && learn) {
        number = this.#take(slot, value);
        slots = this.#slots;
        keys = this.#keys;
        last = slots.length - 1;
        shift = shiftOf(slots);
      }
      out[row] = number;
    }
    return out;
  }

  /** The array of small whole numbers, long enough for one. */
  #place(whole: number): Int32Array {
    if (whole < this.#dense.length) return this.#dense;
    const grown = new Int32Array(Math.max(1024, 2 ** Math.ceil(Math.log2(whole + 1)))).fill(-1);
    grown.set(this.#dense);
    this.#dense = grown;
    return grown;
  }

  /** Puts a new key into an empty slot. */
  #take(slot: number, key: number): number {
    const number = this.#size++;
    if (number >= this.#keys.length) {
      const grown = new Float64Array(2 ** Math.ceil(Math.log2(number + 1)));
      grown.set(this.#keys);
      this.#keys = grown;
    }
    this.#keys[number] = key;
    this.#slots[slot] = number;
    if (++this.#taken > this.#slots.length * MOST_FULL) this.#grow();
    return number;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const words = new Int32Array(this.#keys.buffer);
    const shift = shiftOf(slots);
    const last = slots.length - 1;
    for (const number of this.#slots) {
      if (number < 0) continue;
      let slot = hashOf(words[2 * number], words[2 * number + 1]) >>> shift;
      while (slots[slot] >= 0) slot = (slot + 1) & last;
      slots[slot] = number;
    }
    this.#slots = slots;
  }
}

/** The upper bits of a hash choose the slot. */
function shiftOf(slots: Int32Array): number {
  return Math.clz32(slots.length) + 1;
}

/** Numbers with few digits differ in the upper bits of the upper word only: these stay at the top, where the slot is chosen. */
function hashOf(low: number, high: number): number {
  return Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
}
