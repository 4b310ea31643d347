// How often do numbers lie where? Bins of one width, a power of two that grows with the range: the same whatever the order of the numbers.

/** Bins at the most, from the least number to the greatest. */
const MOST_BINS = 48;
/** The place of a bin has to be a whole number that is exact. */
const PLACE_BITS = 50;
const LEAST_EXPONENT = -1022;

export interface HistogramBin {
  readonly from: number;
  /** Not in it, unless `isClosed`. */
  readonly to: number;
  readonly count: number;
  readonly isClosed?: true;
}

export class HistogramBins {
  /** Numbers by the place of their bin: bin i is `[i, i + 1)` times the width. */
  #bins = new Map<number, number>();
  #exponent = LEAST_EXPONENT;
  #from = Infinity;
  #to = -Infinity;
  /** Numbers without fractions have no bins that none of them can lie in. */
  #isWhole = true;
  #greatest = -Infinity;
  count = 0;

  add(value: number): void {
    this.count++;
    this.#isWhole &&= Number.isInteger(value);
    if (value > this.#greatest) this.#greatest = value;
    const needed = Math.floor(Math.log2(Math.abs(value) || Number.MIN_VALUE)) - PLACE_BITS;
    if (needed > this.#exponent) this.#widen(needed);
    let place = this.#place(value);
    while (Math.max(this.#to, place) - Math.min(this.#from, place) >= MOST_BINS) {
      this.#widen(this.#exponent + 1);
      place = this.#place(value);
    }
    this.#from = Math.min(this.#from, place);
    this.#to = Math.max(this.#to, place);
    this.#bins.set(place, (this.#bins.get(place) ?? 0) + 1);
  }

  #place(value: number): number {
    return placeOf(value, 2 ** this.#exponent);
  }

  #widen(exponent: number): void {
    const factor = 2 ** (exponent - this.#exponent);
    this.#exponent = exponent;
    const narrow = this.#bins;
    this.#bins = new Map();
    this.#from = Infinity;
    this.#to = -Infinity;
    for (const [place, count] of narrow) {
      const wide = placeOf(place, factor);
      this.#bins.set(wide, (this.#bins.get(wide) ?? 0) + count);
      this.#from = Math.min(this.#from, wide);
      this.#to = Math.max(this.#to, wide);
    }
  }

  /**
   * From the least to the greatest, empty ones included. Numbers that are all the same have one. The greatest number has none behind it: shares
   * up to 1 end at 1.
   */
  bins(): readonly HistogramBin[] {
    if (this.count === 0) return [];
    if (this.#isWhole && this.#exponent < 0) this.#widen(0);
    const width = 2 ** this.#exponent;
    const bins = Array.from({ length: this.#to - this.#from + 1 }, (_, i) => {
      const place = this.#from + i;
      return { from: place * width, to: (place + 1) * width, count: this.#bins.get(place) ?? 0 };
    });
    const [before, last] = bins.slice(-2);
    if (this.#isWhole || bins.length === 1 || last.from !== this.#greatest) return bins;
    return [...bins.slice(0, -2), { ...before, count: before.count + last.count, isClosed: true }];
  }
}

/** What is below 0 stays below it, also where it is closer to 0 than any number of that width. */
function placeOf(value: number, width: number): number {
  const place = Math.floor(value / width);
  return value < 0 ? Math.min(-1, place) : place + 0;
}
