// Memory that frames share and that is used again: the big arrays of a block of rows, back in their pool as soon as the
// last frame made of them is done with. Without it every block costs fresh, zeroed pages and a collection of garbage.

/** A typed array by its constructor. */
export interface ArrayType<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): T;
  new (length: number): T;
}

/** A piece of memory. */
interface Piece {
  readonly buffer: ArrayBuffer;
  readonly from: number;
  readonly bytes: number;
}

/** Memory to cut pieces from as long as there is some; for readers whose code can only reach that. */
export interface Region {
  readonly buffer: ArrayBuffer;
  readonly from: number;
  readonly to: number;
}

/** Smaller arrays are not worth a place in a pool. */
const SMALLEST_BYTES = 4096;
/** Pieces of one size that wait for use; more than the blocks that are on their way at once are never needed. */
const MOST_WAITING = 8;
/** How many times as large as needed a piece may be. */
const MOST_WASTE = 16;
/** Arenas that may be kept before a region is left alone: what is kept of it never comes back. */
const MOST_KEPT = 2;

export class ArenaPool {
  readonly #waiting = new Map<number, Piece[]>();
  readonly #region: Region | null;
  #regionUsed = 0;
  #kept = 0;
  /** Set by tests: what is given back is overwritten, so that whoever still reads it is found out. */
  static poison = false;

  constructor(region: Region | null = null) {
    this.#region = region;
  }

  /** Whether so much has been kept that nothing more is taken from the region. */
  get worn(): boolean {
    return this.#kept >= MOST_KEPT;
  }

  /** A new arena, held once by the caller. */
  arena(): Arena {
    return new Arena(this);
  }

  take(atLeast: number): Piece {
    const bytes = roundedSize(atLeast);
    const waiting = this.#waiting.get(bytes)?.pop() ?? this.#larger(bytes);
    if (waiting) return waiting;
    return this.#fromRegion(bytes) ?? { buffer: new ArrayBuffer(bytes), from: 0, bytes };
  }

  give(piece: Piece): void {
    const { buffer, from, bytes } = piece;
    if (ArenaPool.poison) new Uint8Array(buffer, from, bytes).fill(0xa5);
    const waiting = this.#waiting.get(bytes);
    if (!waiting) this.#waiting.set(bytes, [piece]);
    else if (waiting.length < MOST_WAITING || buffer === this.#region?.buffer) waiting.push(piece);
  }

  /** An arena of this pool is kept. Where that is the rule, the next ones take nothing that could not come back. */
  noteKept(): void {
    if (++this.#kept === MOST_KEPT) this.#waiting.clear();
  }

  /** A piece that is larger than it must be: the last block of a file is shorter than those whose memory waits. */
  #larger(bytes: number): Piece | undefined {
    let best: Piece[] | undefined;
    let bestBytes = bytes * MOST_WASTE;
    for (const [size, pieces] of this.#waiting) {
      if (size < bytes || size > bestBytes || pieces.length === 0) continue;
      best = pieces;
      bestBytes = size;
    }
    return best?.pop();
  }

  #fromRegion(bytes: number): Piece | null {
    const region = this.#region;
    if (!region || this.worn) return null;
    const from = region.from + this.#regionUsed;
    if (from + bytes > region.to) return null;
    this.#regionUsed += bytes;
    return { buffer: region.buffer, from, bytes };
  }
}

/**
 * The memory of one block. It goes back to the pool when nobody holds it any more, unless somebody has said `keep`:
 * then it belongs to the frames alone, as any other memory. Frames pass it on to those that are made of them.
 */
export class Arena {
  readonly #pool: ArenaPool;
  readonly #pieces: Piece[] = [];
  #holds = 1;
  #kept = false;

  constructor(pool: ArenaPool) {
    this.#pool = pool;
  }

  /** An array that lives as long as the frames of the block. What stands in it is undefined until it is written. */
  array<T>(type: ArrayType<T>, length: number): T {
    const bytes = length * type.BYTES_PER_ELEMENT;
    if (this.#kept || this.#holds === 0 || bytes < SMALLEST_BYTES) return new type(length);
    const piece = this.#pool.take(bytes);
    this.#pieces.push(piece);
    return new type(piece.buffer, piece.from, length);
  }

  /** One more who needs the memory; to be followed by a `release`. */
  hold(): void {
    this.#holds++;
  }

  release(): void {
    if (--this.#holds > 0 || this.#kept) return;
    for (const piece of this.#pieces.splice(0)) this.#pool.give(piece);
  }

  /** Somebody may look at the frames later than anybody can tell: the memory is never used again. */
  keep(): void {
    if (this.#kept) return;
    this.#kept = true;
    if (this.#pieces.splice(0).length > 0) this.#pool.noteKept();
  }
}

/** The next of 4, 5, 6, 7 × 2^n, so that blocks of nearly one size share pieces; always a multiple of 1,024. */
function roundedSize(bytes: number): number {
  const step = 2 ** Math.max(10, Math.floor(Math.log2(bytes)) - 2);
  return Math.ceil(bytes / step) * step;
}
