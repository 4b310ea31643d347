// Which short frames are timed? Reading the clock for each would cost more than the work on it.

/** Frames with fewer rows are short. */
export const SHORT_ROWS = 32;
/** A call that takes longer is worth a look at the clock, however short its frame is. */
const LONG_MS = 0.05;

/** Long frames are timed, and the first short ones; of later ones one stands for many, unless they take long. */
export class TimeSample {
  readonly #every: number;
  #timed = 0;
  /** Short frames to come that are not timed. */
  #skip = 0;
  /** How many have not been timed before the one that is due. */
  #skipped = 0;

  /** One short frame in `every` is timed, once so many have been. */
  constructor(every: number) {
    this.#every = every;
  }

  /** For how many frames the time of this one stands: itself and those before it that were not timed. 0 = not timed. */
  weigh(rows: number): number {
    if (rows >= SHORT_ROWS) return 1;
    return --this.#skip >= 0 ? 0 : this.#due();
  }

  #due(): number {
    const weight = this.#skipped + 1;
    this.#skip = 0;
    this.#skipped = 0;
    return weight;
  }

  /** How long a timed frame took. */
  took(ms: number): void {
    this.#timed++;
    if (this.#timed < this.#every || ms >= LONG_MS) return;
    this.#skip = this.#every - 1;
    this.#skipped = this.#skip;
  }
}
