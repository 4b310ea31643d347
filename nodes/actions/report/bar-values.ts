// What do categories come to? Counts, sums and means by category, those that come first; a category beyond them counts among the others.

import type { BAR_FUNCTIONS } from "./chart-params.ts";

/** Categories that are counted at the most. */
const MOST_CATEGORIES = 10_000;
/** A sum that is greater is drawn as long: distances between numbers have to be numbers. */
const GREATEST = 1e307;
/** Bars that are shown. */
const MOST_BARS = 20;

interface Sum {
  count: number;
  sum: number;
}

export interface Bar {
  readonly name: string;
  readonly value: number;
}

export class BarValues {
  readonly #of: (typeof BAR_FUNCTIONS)[number];
  readonly #sums = new Map<string, Sum>();
  readonly #others: Sum = { count: 0, sum: 0 };
  count = 0;

  constructor(of: (typeof BAR_FUNCTIONS)[number]) {
    this.#of = of;
  }

  add(category: string, value: number): void {
    this.count++;
    let sum = this.#sums.get(category);
    if (!sum && this.#sums.size < MOST_CATEGORIES) this.#sums.set(category, (sum = { count: 0, sum: 0 }));
    sum ??= this.#others;
    sum.count++;
    sum.sum += value;
  }

  /** The greatest first, equal ones as they came; what is not shown is told as one, where it can be added up. */
  bars(): { readonly bars: readonly Bar[]; readonly left: number; readonly others: Bar | null } {
    const value = ({ count, sum }: Sum) => {
      if (this.#of === "count") return count;
      return Math.max(-GREATEST, Math.min(GREATEST, this.#of === "sum" ? sum : sum / count));
    };
    const all = [...this.#sums].map(([name, sum]) => ({ name, value: value(sum), sum }));
    all.sort((a, b) => b.value - a.value);
    const rest = [...all.slice(MOST_BARS).map(({ sum }) => sum), this.#others];
    const total = rest.reduce((a, b) => ({ count: a.count + b.count, sum: a.sum + b.sum }), {
      count: 0,
      sum: 0,
    });
    return {
      bars: all.slice(0, MOST_BARS).map(({ name, value: own }) => ({ name, value: own })),
      left: Math.max(0, all.length - MOST_BARS),
      others: total.count > 0 ? { name: "others", value: value(total) } : null,
    };
  }
}
