// What a window remembers: the last values of each column for each key, in rings of fixed size.

/** The last values of one column, oldest first when read with `at`. NaN stands for a null. */
export class Ring {
  readonly values: Float64Array;
  /** How many values have ever been put in. */
  count = 0;

  constructor(size: number) {
    this.values = new Float64Array(size).fill(NaN);
  }

  push(value: number): void {
    this.values[this.count++ % this.values.length] = value;
  }

  /** The value `back` rows ago; 0 is the current one. NaN where there was none. */
  back(back: number): number {
    if (back >= this.count || back >= this.values.length) return NaN;
    return this.values[(this.count - 1 - back) % this.values.length];
  }
}

type Rings = readonly Ring[];

/** A key with the count and the values of each of its rings. */
export type SavedKey = readonly [
  key: string,
  rings: readonly (readonly [number, readonly (number | string)[]])[],
];

/** JSON knows no NaN, no infinity and no negative zero: those are kept as words, and `Number` reads them back. */
function plainNumber(value: number): number | string {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : Object.is(value, -0)
      ? "-0"
      : String(value);
}

/** What a key takes besides its values, and each of its rings, roughly. */
const KEY_BYTES = 200;
const RING_BYTES = 120;

/** Rings by key. When there are too many keys, the one that has been silent longest is forgotten. */
export class History {
  /** Keys that had to be forgotten. */
  forgotten = 0;
  /** How many keys are kept: so many as were asked for, or as fit into memory. */
  readonly maxKeys: number;
  readonly #sizes: readonly number[];
  // A Map keeps the order of insertion; a key that is seen again is put at the end.
  readonly #keys = new Map<string, Rings>();
  #latest: string | null = null;

  constructor(sizes: readonly number[], maxKeys: number, limitBytes = Infinity) {
    const bytes = sizes.reduce((sum, size) => sum + RING_BYTES + 8 * size, KEY_BYTES);
    this.#sizes = sizes;
    this.maxKeys = Math.max(1, Math.min(maxKeys, Math.floor(limitBytes / bytes)));
  }

  of(key: string): Rings {
    const known = this.#keys.get(key);
    if (known) {
      // Rows of one key often follow each other: then it stands at the end already.
      if (key !== this.#latest) {
        this.#keys.delete(key);
        this.#keys.set(key, known);
        this.#latest = key;
      }
      return known;
    }
    if (this.#keys.size >= this.maxKeys) this.#forgetOldest();
    const rings = this.#sizes.map((size) => new Ring(size));
    this.#keys.set(key, rings);
    this.#latest = key;
    return rings;
  }

  #forgetOldest(): void {
    const [oldest] = this.#keys.keys();
    this.#keys.delete(oldest);
    this.forgotten++;
  }

  toJSON(): unknown {
    return [...this.#keys].map(([key, rings]) => [
      key,
      rings.map(({ count, values }) => [count, Array.from(values, plainNumber)]),
    ]);
  }

  /** Puts back what `toJSON` gave. */
  load(saved: readonly SavedKey[]): void {
    for (const [key, rings] of saved) {
      const own = this.of(key);
      rings.forEach(([count, values], i) => {
        own[i].count = count;
        own[i].values.set(values.map(Number));
      });
    }
  }
}
