// Which rows of a batch go into a table together, where the database says no to all of them because of one that nobody knows?

/** Halves until it is found; behind it one, two, four and so on: refused rows often stand together. */
export class Tries {
  readonly #length: number;
  #at = 0;
  #rows: number;
  /** Somewhere before it is a row to blame; null = nobody knows of any. */
  #before: number | null = null;

  constructor(length: number) {
    this.#length = length;
    this.#rows = length;
  }

  /** The next ones are rows `[at, to)`. */
  get at(): number {
    return this.#at;
  }

  get to(): number {
    return Math.min(this.#length, this.#at + this.#rows);
  }

  get isOver(): boolean {
    return this.#at === this.#length;
  }

  /** They are in. */
  taken(): void {
    const rows = this.to - this.#at;
    this.#at += rows;
    const left = (this.#before ?? 0) - this.#at;
    this.#rows = left > 0 ? Math.max(1, left >> 1) : rows * 2;
  }

  /** They are not; answers whether it was a row alone, which is then passed by. */
  refused(): boolean {
    const rows = this.to - this.#at;
    if (rows > 1) {
      this.#before = this.to;
      this.#rows = rows >> 1;
      return false;
    }
    this.#at++;
    this.#before = null;
    this.#rows = 1;
    return true;
  }
}
