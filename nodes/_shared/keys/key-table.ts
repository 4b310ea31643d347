// A hash table of keys in words: which number does a key have, in the order in which they first came?

/** Slots are doubled when more than this share of them is taken. */
const MOST_FULL = 0.6;

export class KeyTable {
  readonly #width: number;
  #size = 0;
  #keys: Uint32Array;
  #hashes: Uint32Array;
  /** Numbers of keys by hash, -1 where there is none; open addressing, one after the other. */
  #slots: Int32Array;

  constructor(width: number) {
    this.#width = width;
    this.#keys = new Uint32Array(64 * width);
    this.#hashes = new Uint32Array(64);
    this.#slots = new Int32Array(128).fill(-1);
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#keys.byteLength + this.#hashes.byteLength + this.#slots.byteLength;
  }

  /** The number of the key that begins at `words[at]`; a new one where it was not there. */
  add(words: Uint32Array, at: number): number {
    const hash = hashOf(words, at, this.#width);
    const slot = this.#slotOf(words, at, hash);
    const known = this.#slots[slot];
    if (known >= 0) return known;
    const number = this.#size++;
    this.#slots[slot] = number;
    if (number === this.#hashes.length) this.#growKeys();
    this.#hashes[number] = hash;
    for (let i = 0, to = number * this.#width; i < this.#width; i++) this.#keys[to + i] = words[at + i];
    if (this.#size > this.#slots.length * MOST_FULL) this.#growSlots();
    return number;
  }

  /** The number of the key, -1 where it was never added. */
  find(words: Uint32Array, at: number): number {
    return this.#slots[this.#slotOf(words, at, hashOf(words, at, this.#width))];
  }

  /** Numbers of `rows` keys that stand behind each other. */
  addAll(words: Uint32Array, rows: number, out: Int32Array): Int32Array {
    for (let row = 0, at = 0; row < rows; row++, at += this.#width) out[row] = this.add(words, at);
    return out;
  }

  /** The same, with -1 for keys that were never added. */
  findAll(words: Uint32Array, rows: number): Int32Array {
    const out = new Int32Array(rows);
    for (let row = 0, at = 0; row < rows; row++, at += this.#width) out[row] = this.find(words, at);
    return out;
  }

  #slotOf(words: Uint32Array, at: number, hash: number): number {
    const last = this.#slots.length - 1;
    let slot = hash & last;
    for (let number = this.#slots[slot]; number >= 0; number = this.#slots[slot]) {
      if (this.#hashes[number] === hash && this.#isKey(number, words, at)) break;
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #isKey(number: number, words: Uint32Array, at: number): boolean {
    const keys = this.#keys;
    for (let i = 0, from = number * this.#width; i < this.#width; i++)
      if (keys[from + i] !== words[at + i]) return false;
    return true;
  }

  #growKeys(): void {
    const keys = new Uint32Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
    const hashes = new Uint32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #growSlots(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const last = slots.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let slot = this.#hashes[number] & last;
      while (slots[slot] >= 0) slot = (slot + 1) & last;
      slots[slot] = number;
    }
    this.#slots = slots;
  }
}

function hashOf(words: Uint32Array, at: number, width: number): number {
  let hash = 0;
  for (let i = 0; i < width; i++) {
    hash = Math.imul(hash ^ words[at + i], 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
