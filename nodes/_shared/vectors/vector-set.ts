// A set of vectors that is searched: those that are nearest to another, found by looking at each of them.

import type { Vectors } from "./vector-column.ts";

export type Metric = "cosine" | "dot" | "euclidean";

export interface Neighbour {
  /** Place in the set, from 0. */
  readonly row: number;
  /** Similarity, or distance of `euclidean`. */
  readonly score: number;
}

/** Whether the nearest has the lowest score. */
export function isDistance(metric: Metric): boolean {
  return metric === "euclidean";
}

/** Whether a score is near enough; null: any is. */
export function isWithin(metric: Metric, score: number, limit: number | null): boolean {
  return limit === null || (isDistance(metric) ? score <= limit : score >= limit);
}

export class VectorSet {
  readonly metric: Metric;
  width = 0;
  length = 0;
  #data = new Float32Array(0);

  constructor(metric: Metric) {
    this.metric = metric;
  }

  get data(): Float32Array {
    return this.#data.subarray(0, this.length * this.width);
  }

  /** Vectors of `cosine` are kept with length 1. */
  add({ width, data }: Vectors): void {
    if (this.length === 0) this.width = width;
    const size = this.length * this.width;
    if (size + data.length > this.#data.length) {
      const grown = new Float32Array(Math.max(1024, 2 * (size + data.length)));
      grown.set(this.#data.subarray(0, size));
      this.#data = grown;
    }
    this.#data.set(this.prepared(data), size);
    this.length += width === 0 ? 0 : data.length / width;
  }

  /** Vectors as they are compared. */
  prepared(data: Float32Array): Float32Array {
    if (this.metric !== "cosine" || this.width === 0) return data;
    const unit = new Float32Array(data.length);
    for (let from = 0; from < data.length; from += this.width) {
      let squares = 0;
      for (let i = from; i < from + this.width; i++) squares += data[i] * data[i];
      const length = Math.sqrt(squares);
      if (length > 0) for (let i = from; i < from + this.width; i++) unit[i] = data[i] / length;
    }
    return unit;
  }

  score(query: Float32Array, at: number, row: number): number {
    const data = this.#data;
    const { width } = this;
    const from = row * width;
    let sum = 0;
    if (this.metric === "euclidean") {
      for (let i = 0; i < width; i++) {
        const difference = query[at + i] - data[from + i];
        sum += difference * difference;
      }
      return Math.sqrt(sum);
    }
    for (let i = 0; i < width; i++) sum += query[at + i] * data[from + i];
    return sum;
  }

  /**
   * The `k` nearest to the prepared vector that stands at `at`, nearest first; of equals the one that came first. `skip` is a row
   * that does not count, `each` is told of all that are within the limit.
   */
  nearest(
    query: Float32Array,
    at: number,
    k: number,
    limit: number | null,
    { skip = -1, each }: { skip?: number; each?: (row: number) => void } = {},
  ): Neighbour[] {
    const sign = isDistance(this.metric) ? 1 : -1;
    const found: Neighbour[] = [];
    let worst = Infinity;
    for (let row = 0; row < this.length; row++) {
      if (row === skip) continue;
      const score = this.score(query, at, row);
      const isNearer = sign * score < worst;
      if (!isNearer && !each) continue;
      if (!isWithin(this.metric, score, limit)) continue;
      each?.(row);
      if (!isNearer) continue;
      let place = found.length;
      while (place > 0 && sign * found[place - 1].score > sign * score) place--;
      found.splice(place, 0, { row, score });
      if (found.length > k) found.pop();
      if (found.length === k) worst = sign * found[k - 1].score;
    }
    return found;
  }
}
