// Least, mean and most of each number column, over all rows.

import type { Frame } from "../../../engine/frames/frame.ts";
import { isNumberType } from "../../../engine/frames/types.ts";

export interface NumberFacts {
  readonly name: string;
  readonly count: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

interface Sums {
  count: number;
  sum: number;
  min: number;
  max: number;
}

export class NumberTally {
  readonly #sums = new Map<string, Sums>();

  /** Nulls and what is no number do not count. */
  add(frame: Frame, names: readonly string[]): void {
    for (const name of names) {
      const column = frame.column(name);
      if (!isNumberType(column.type.type)) continue;
      const sums = this.#sums.get(name) ?? { count: 0, sum: 0, min: Infinity, max: -Infinity };
      this.#sums.set(name, sums);
      for (let row = 0; row < frame.length; row++) {
        const cell = column.get(row);
        const value = cell === null ? NaN : Number(cell);
        if (!Number.isFinite(value)) continue;
        sums.count++;
        sums.sum += value;
        sums.min = Math.min(sums.min, value);
        sums.max = Math.max(sums.max, value);
      }
    }
  }

  /** Of the columns that have a value. */
  facts(): readonly NumberFacts[] {
    return [...this.#sums]
      .filter(([, { count }]) => count > 0)
      .map(([name, { count, sum, min, max }]) => ({ name, count, min, mean: sum / count, max }));
  }
}
