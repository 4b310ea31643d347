// Memory that frames share and that is used again: the big arrays of a block of rows, back in their pool as soon as the
// last frame made of them is done with. Without it every block costs fresh, zeroed pages and a collection of garbage.

/** A typed array by its constructor. */
export interface ArrayType<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): T;
  new (length: number): T;
}

/** Buffers are cut in steps of a quarter of a power of two, so that blocks of nearly one size share them. */
const SMALLEST_BYTES = 4096;
/** Buffers of one size that wait for use; more than the blocks that are on their way at once are never needed. */
const MOST_WAITING = 8;

export class ArenaPool {
  readonly #waiting = new Map<number, ArrayBuffer[]>();
  /** Set by tests: what is given back is overwritten, so that whoever still reads it is found out. */
  static poison = false;

  /** A new arena, held once by the caller. */
  arena(): Arena {
    return new Arena(this);
  }

  take(bytes: number): ArrayBuffer {
    const size = roundedSize(bytes);
    return this.#waiting.get(size)?.pop() ?? new ArrayBuffer(size);
  }

  give(buffer: ArrayBuffer): void {
    if (ArenaPool.poison) new Uint8Array(buffer).fill(0xa5);
    const waiting = this.#waiting.get(buffer.byteLength);
    if (!waiting) this.#waiting.set(buffer.byteLength, [buffer]);
    else if (waiting.length < MOST_WAITING) waiting.push(buffer);
  }
}

/**
 * The memory of one block. It goes back to the pool when nobody holds it any more, unless somebody has said `keep`:
 * then it belongs to the frames alone, as any other memory. Frames pass it on to those that are made of them.
 */
export class Arena {
  readonly #pool: ArenaPool;
  readonly #buffers: ArrayBuffer[] = [];
  #holds = 1;
  #kept = false;

  constructor(pool: ArenaPool) {
    this.#pool = pool;
  }

  /** An array that lives as long as the frames of the block. What stands in it is undefined until it is written. */
  array<T>(type: ArrayType<T>, length: number): T {
    const bytes = length * type.BYTES_PER_ELEMENT;
    if (this.#kept || this.#holds === 0 || bytes < SMALLEST_BYTES) return new type(length);
    const buffer = this.#pool.take(bytes);
    this.#buffers.push(buffer);
    return new type(buffer, 0, length);
  }

  /** One more who needs the memory; to be followed by a `release`. */
  hold(): void {
    this.#holds++;
  }

  release(): void {
    if (--this.#holds > 0 || this.#kept) return;
    for (const buffer of this.#buffers.splice(0)) this.#pool.give(buffer);
  }

  /** Somebody may look at the frames later than anybody can tell: the memory is never used again. */
  keep(): void {
    this.#kept = true;
    this.#buffers.length = 0;
  }
}

/** The next of 4, 5, 6, 7 × 2^n. */
function roundedSize(bytes: number): number {
  const step = 2 ** Math.max(10, Math.floor(Math.log2(bytes)) - 2);
  return Math.ceil(bytes / step) * step;
}
