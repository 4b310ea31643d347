// A hash table of keys that are one number, which most are: which number does a key have, in the order in which they first came?

import { isSet, type Bitmap } from "../../../engine/frames/bitmap.ts";
import type { FixedColumn } from "../../../engine/frames/column.ts";

/** Slots are doubled when more than this share of them is taken. */
const MOST_FULL = 0.6;
/** A slot: the number of its key (-1: none), and the words of the key, so that one look finds it; a power of two, so that none lies across two lines of the cache. */
const SLOT_BITS = 2;
const SLOT = 1 << SLOT_BITS;
/** Whole numbers from 0 to here (ids, codes, classes) are places in an array of their own: 256 kB at the most. */
const DENSE = 65_536;
/** Of a NaN, whatever its own pattern is. */
const NAN_HIGH = 0x7ff8_0000;

export class NumberTable {
  #size = 0;
  /** The number of the key that is empty, -1 where none has come. */
  #empty = -1;
  #dense: Int32Array = new Int32Array(0);
  #slots = new Int32Array(128 * SLOT).fill(-1);
  #taken = 0;

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#slots.byteLength + this.#dense.byteLength;
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
      const isNumber = value === value;
      const low = isNumber ? words[2 * row] : 0;
      const high = isNumber ? words[2 * row + 1] : NAN_HIGH;
      const slot = slotOf(slots, low, high);
      if (slots[slot] < 0 && learn) {
        out[row] = this.#take(slot, low, high);
        slots = this.#slots;
      } else out[row] = slots[slot];
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
  #take(slot: number, low: number, high: number): number {
    const number = this.#size++;
    put(this.#slots, slot, number, low, high);
    if (++this.#taken * SLOT > this.#slots.length * MOST_FULL) this.#grow();
    return number;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2).fill(-1);
    for (let at = 0; at < old.length; at += SLOT)
      if (old[at] >= 0)
        put(slots, slotOf(slots, old[at + 1], old[at + 2]), old[at], old[at + 1], old[at + 2]);
    this.#slots = slots;
  }
}

function put(slots: Int32Array, slot: number, number: number, low: number, high: number): void {
  slots[slot] = number;
  slots[slot + 1] = low;
  slots[slot + 2] = high;
}

/** Where the key stands, or would stand: the first empty slot behind its own. */
function slotOf(slots: Int32Array, low: number, high: number): number {
  const last = slots.length - 1;
  let slot = (hashOf(low, high) << SLOT_BITS) & last;
  while (slots[slot] >= 0 && (slots[slot + 1] !== low || slots[slot + 2] !== high))
    slot = (slot + SLOT) & last;
  return slot;
}

/** Numbers without fractions differ in the upper bits of the upper word only: they have to come down to those that choose the slot. */
function hashOf(low: number, high: number): number {
  // Kept to 32 bits at every step: V8 computes with whole numbers then.
  let hash = (Math.imul(high, 0x9e3779b1) + Math.imul(low, 0x85ebca6b)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return hash ^ (hash >>> 15);
}
