// How many pictures are worked on at the same time? Enough to keep the decoder busy; the others wait and take no memory.

/** The thread pool has four threads, and each needs the next picture waiting. */
export const PICTURES_AT_ONCE = 8;

/** Lets so many pieces of work go on side by side; the others in the order in which they came. Work inside must not ask again. */
export class AtOnce {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(most: number) {
    this.#free = most;
  }

  async do<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((enter) => this.#line.push(enter));
    try {
      return await work();
    } finally {
      const next = this.#line.shift();
      // Its place goes to the next in line directly.
      if (next) next();
      else this.#free++;
    }
  }
}

/** Frames begun side by side: one-picture frames keep the decoder busy too; of many pictures one more frame waits. */
export function framesInFlight(pictures: number): number {
  if (pictures < 2 * PICTURES_AT_ONCE) return PICTURES_AT_ONCE;
  // Only when a frame has gone on the next comes, and with two both may be done by then: the decoder has nothing to do for a while.
  return pictures < 4 * PICTURES_AT_ONCE ? 3 : 2;
}
