// Tallies of a few numbers for each group, in typed arrays by group: counts, sums, the least and the greatest, deviations.

import { columnOf } from "../../../engine/frames/builder.ts";
import type { Column, FixedColumn, FixedType } from "../../../engine/frames/column.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { numbersOf } from "../number-results.ts";
import { atLeast } from "../tables/grow.ts";
import { groupColumn } from "./group-columns.ts";
import type { Tally, Wanted } from "./tally.ts";

const FLOAT: FixedType = { type: "float64" };
/** What a big integer takes in V8, with the place that points to it. */
const BIGINT_BYTES = 32;

export class CountTally implements Tally {
  #counts = new Float64Array(0);

  get bytes(): number {
    return this.#counts.byteLength;
  }

  add(column: Column | null, groups: Int32Array, count: number): void {
    const counts = (this.#counts = atLeast(this.#counts, count));
    if (column === null || (column.layout === "fixed" && column.validity === null))
      for (let row = 0; row < groups.length; row++) counts[groups[row]]++;
    else for (let row = 0; row < groups.length; row++) if (!column.isNull(row)) counts[groups[row]]++;
  }

  results(count: number, wanted: readonly Wanted[]): Column[] {
    const counts = atLeast(this.#counts, count);
    return wanted.map(() => groupColumn({ type: "int64" }, counts, count));
  }
}

/** Of each group its sum, what rounding has taken from it, and its values: next to each other, since all are needed at once. */
const SUM_WIDTH = 4;

/** Sums with what rounding has lost (Knuth's two-sum, as exact as Neumaier's): the order of magnitude of the values does not matter. */
export class SumTally implements Tally {
  rounded = false;
  #sums = new Float64Array(0);
  #isWhole = false;

  get bytes(): number {
    return this.#sums.byteLength;
  }

  add(column: Column | null, groups: Int32Array, count: number): void {
    const sums = (this.#sums = atLeast(this.#sums, count * SUM_WIDTH));
    const values = numbersOf(column!);
    for (let row = 0; row < groups.length; row++) {
      const value = values[row];
      if (value !== value) continue;
      const at = groups[row] * SUM_WIDTH;
      const before = sums[at];
      const sum = before + value;
      const added = sum - before;
      sums[at] = sum;
      sums[at + 1] += before - (sum - added) + (value - added);
      sums[at + 2]++;
    }
    const { values: own } = column as FixedColumn;
    if (own instanceof BigInt64Array || own instanceof BigUint64Array) this.#addLost(own, values, groups);
  }

  /** What great whole numbers have lost on their way to a float64. */
  #addLost(own: BigInt64Array | BigUint64Array, values: Float64Array, groups: Int32Array): void {
    this.#isWhole = true;
    for (let row = 0; row < groups.length; row++)
      if (Math.abs(values[row]) > Number.MAX_SAFE_INTEGER)
        this.#sums[groups[row] * SUM_WIDTH + 1] += Number(own[row] - BigInt(values[row]));
  }

  results(count: number, wanted: readonly Wanted[]): Column[] {
    const sums = atLeast(this.#sums, count * SUM_WIDTH);
    return wanted.map(({ of }) => {
      const out = new Float64Array(count);
      for (let group = 0, at = 0; group < count; group++, at += SUM_WIDTH) {
        const n = sums[at + 2];
        // With infinities there is nothing that could be lost.
        const lost = Number.isFinite(sums[at]) && Number.isFinite(sums[at + 1]) ? sums[at + 1] : 0;
        const sum = sums[at] + lost;
        if (this.#isWhole && of === "sum" && sum - sums[at] !== lost) this.rounded = true;
        out[group] = n === 0 ? NaN : of === "mean" ? sum / n : sum;
      }
      return groupColumn(FLOAT, out, count);
    });
  }
}

/** The least or the greatest, of numbers and times, in the column's own type. */
export class ExtremeTally implements Tally {
  readonly #type: DataType;
  readonly #sign: 1 | -1;
  #best = new Float64Array(0);
  #big: (bigint | null)[] | null;

  constructor(type: DataType, sign: 1 | -1) {
    this.#type = type;
    this.#sign = sign;
    this.#big = type.type === "int64" || type.type === "uint64" ? [] : null;
  }

  get bytes(): number {
    return this.#best.byteLength + (this.#big?.length ?? 0) * BIGINT_BYTES;
  }

  add(column: Column | null, groups: Int32Array, count: number): void {
    if (this.#big) return this.#addBig(this.#big, column as FixedColumn, groups, count);
    const best = (this.#best = atLeast(this.#best, count, NaN));
    const values = numbersOf(column!);
    const sign = this.#sign;
    for (let row = 0; row < groups.length; row++) {
      const value = values[row];
      const known = best[groups[row]];
      // `!(known …)` is also true of NaN: nothing is known yet.
      if (value === value && !(known * sign >= value * sign)) best[groups[row]] = value;
    }
  }

  #addBig(best: (bigint | null)[], column: FixedColumn, groups: Int32Array, count: number): void {
    while (best.length < count) best.push(null);
    const values = column.values as BigInt64Array;
    for (let row = 0; row < groups.length; row++) {
      if (column.isNull(row)) continue;
      const known = best[groups[row]];
      const value = values[row];
      if (known === null || (this.#sign > 0 ? value > known : value < known)) best[groups[row]] = value;
    }
  }

  results(count: number, wanted: readonly Wanted[]): Column[] {
    const column = this.#big
      ? columnOf(
          this.#type,
          Array.from({ length: count }, (_, group) => this.#big![group] ?? null),
        )
      : groupColumn(this.#type as FixedType, atLeast(this.#best, count, NaN), count);
    return wanted.map(() => column);
  }
}

/** Standard deviation of a sample, in one pass (Welford): of each group the count, the mean and the squares. */
export class DeviationTally implements Tally {
  #counts = new Float64Array(0);
  #means = new Float64Array(0);
  #squares = new Float64Array(0);

  get bytes(): number {
    return 3 * this.#counts.byteLength;
  }

  add(column: Column | null, groups: Int32Array, count: number): void {
    const counts = (this.#counts = atLeast(this.#counts, count));
    const means = (this.#means = atLeast(this.#means, count));
    const squares = (this.#squares = atLeast(this.#squares, count));
    const values = numbersOf(column!);
    for (let row = 0; row < groups.length; row++) {
      const value = values[row];
      if (value !== value) continue;
      const group = groups[row];
      const n = ++counts[group];
      const away = value - means[group];
      means[group] += away / n;
      squares[group] += away * (value - means[group]);
    }
  }

  results(count: number, wanted: readonly Wanted[]): Column[] {
    const out = Float64Array.from({ length: count }, (_, group) =>
      this.#counts[group] >= 2 ? Math.sqrt(this.#squares[group] / (this.#counts[group] - 1)) : NaN,
    );
    return wanted.map(() => groupColumn(FLOAT, out, count));
  }
}
