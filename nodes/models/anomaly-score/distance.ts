// How far a row lies from those of a reference: the mean distance to its nearest, each number in standard deviations if wanted.

import { VectorSet } from "../../_shared/vectors/vector-set.ts";
import type { Rows } from "./rows.ts";

export interface Spread {
  readonly mean: Float64Array;
  /** 1 where all rows have the same value. */
  readonly deviation: Float64Array;
}

/** Means and standard deviations (of the population, as scikit-learn's StandardScaler has them) of each place. */
export function spreadOf({ data, width }: Rows): Spread {
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  const rows = width === 0 ? 0 : data.length / width;
  // Welford's update: stable where a sum of squares would lose all its digits.
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < width; i++) {
      const value = data[row * width + i];
      const delta = value - mean[i];
      mean[i] += delta / (row + 1);
      squares[i] += delta * (value - mean[i]);
    }
  return { mean, deviation: squares.map((sum) => Math.sqrt(sum / rows) || 1) };
}

export class Distances {
  readonly #set = new VectorSet("euclidean");
  readonly #spread: Spread | null;
  readonly #k: number;

  constructor(reference: Rows, { k, standardise }: { k: number; standardise: boolean }) {
    this.#k = k;
    this.#spread = standardise ? spreadOf(reference) : null;
    this.#set.add({ width: reference.width, data: this.#scaled(reference) });
  }

  get length(): number {
    return this.#set.length;
  }

  get width(): number {
    return this.#set.width;
  }

  of(rows: Rows): Float64Array {
    const query = this.#scaled(rows);
    return Float64Array.from({ length: rows.data.length / rows.width }, (_, row) =>
      this.#mean(query, row * rows.width),
    );
  }

  /** Of every `step`th row of the reference itself: to its nearest others. */
  own(step: number): Float64Array {
    const { data, width, length } = this.#set;
    return Float64Array.from({ length: Math.ceil(length / step) }, (_, i) =>
      this.#mean(data, i * step * width, i * step),
    );
  }

  #mean(query: Float32Array, at: number, skip = -1): number {
    const found = this.#set.nearest(query, at, this.#k, null, { skip });
    // One row alone has no others: nothing is strange about it.
    return found.length === 0 ? 0 : found.reduce((sum, { score }) => sum + score, 0) / found.length;
  }

  #scaled({ data, width }: Rows): Float32Array {
    if (!this.#spread) return Float32Array.from(data);
    const { mean, deviation } = this.#spread;
    return Float32Array.from(data, (value, i) => (value - mean[i % width]) / deviation[i % width]);
  }
}

/** As NumPy's `quantile` has it: between two values in proportion. */
export function quantileOf(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}
