// Quantiles of each group, exact: every value is kept, 12 bytes each, in memory or as sorted runs on the disk.

import type { Column } from "../../../engine/frames/column.ts";
import type { Scratch } from "../../../engine/sdk/services.ts";
import { numbersOf } from "../number-results.ts";
import { atLeast } from "../tables/grow.ts";
import { groupColumn } from "./group-columns.ts";
import type { Tally, Wanted } from "./tally.ts";
import { ValueRuns } from "./value-runs.ts";

export class QuantileTally implements Tally {
  readonly #runs: ValueRuns;
  /** How many values each group has, on the disk too. */
  #counts = new Float64Array(0);
  #values = new Float64Array(0);
  #groups = new Int32Array(0);
  #size = 0;

  constructor(scratch: Scratch) {
    this.#runs = new ValueRuns(scratch);
  }

  get bytes(): number {
    return this.#counts.byteLength + this.#values.byteLength + this.#groups.byteLength;
  }

  add(column: Column | null, groups: Int32Array, count: number): void {
    const counts = (this.#counts = atLeast(this.#counts, count));
    const values = (this.#values = atLeast(this.#values, this.#size + groups.length));
    const owners = (this.#groups = atLeast(this.#groups, this.#size + groups.length));
    const numbers = numbersOf(column!);
    let size = this.#size;
    for (let row = 0; row < groups.length; row++) {
      const value = numbers[row];
      if (value !== value) continue;
      counts[groups[row]]++;
      // Adding 0 makes 0 of -0: which of the two comes first must not depend on where they are sorted.
      values[size] = value + 0;
      owners[size++] = groups[row];
    }
    this.#size = size;
  }

  async spill(): Promise<void> {
    if (this.#size === 0) return;
    const count = this.#counts.length;
    const { starts, values } = this.#byGroup(count);
    const groups = new Int32Array(values.length);
    for (let group = 0; group < count; group++) groups.fill(group, starts[group], starts[group + 1]);
    this.#values = new Float64Array(0);
    this.#groups = new Int32Array(0);
    this.#size = 0;
    await this.#runs.add(groups, values);
  }

  async results(count: number, wanted: readonly Wanted[]): Promise<readonly Column[]> {
    const places = wanted.map(({ of, at }) => (of === "median" ? 0.5 : at));
    const out = places.map(() => new Float64Array(count).fill(NaN));
    if (this.#runs.count === 0) {
      const { starts, values } = this.#byGroup(count);
      for (let group = 0; group < count; group++) {
        const own = values.subarray(starts[group], starts[group + 1]);
        places.forEach((at, i) => (out[i][group] = between(own.length, at, (rank) => own[rank])));
      }
    } else {
      await this.spill();
      await this.#fromRuns(places, out);
    }
    return out.map((values) => groupColumn({ type: "float64" }, values, count));
  }

  close(): Promise<void> {
    return this.#runs.close();
  }

  /** All values by group and then by size: those of a group are `[starts[group], starts[group + 1])`. */
  #byGroup(count: number): { readonly starts: Int32Array; readonly values: Float64Array } {
    const starts = new Int32Array(count + 1);
    for (let i = 0; i < this.#size; i++) starts[this.#groups[i] + 1]++;
    for (let group = 0; group < count; group++) starts[group + 1] += starts[group];
    const next = starts.slice();
    const values = new Float64Array(this.#size);
    for (let i = 0; i < this.#size; i++) values[next[this.#groups[i]]++] = this.#values[i];
    for (let group = 0; group < count; group++) values.subarray(starts[group], starts[group + 1]).sort();
    return { starts, values };
  }

  /** Reads all runs in one order, and takes what stands around the places that are asked for. */
  async #fromRuns(places: readonly number[], out: readonly Float64Array[]): Promise<void> {
    let group = -1;
    let rank = 0;
    const belows = places.map(() => 0);
    const take = (value: number) => {
      places.forEach((at, i) => {
        const place = (this.#counts[group] - 1) * at;
        const below = Math.floor(place);
        if (rank === below) belows[i] = out[i][group] = value;
        else if (rank === below + 1 && place > below) out[i][group] += (place - below) * (value - belows[i]);
      });
      rank++;
    };
    for await (const { groups, values } of this.#runs.merged()) {
      for (let i = 0; i < values.length; i++) {
        if (groups[i] !== group) {
          group = groups[i];
          rank = 0;
        }
        take(values[i]);
      }
    }
  }
}

/** Between two values in proportion (as NumPy and spreadsheets do); NaN of none. */
function between(count: number, at: number, valueAt: (rank: number) => number): number {
  if (count === 0) return NaN;
  const place = (count - 1) * at;
  const below = Math.floor(place);
  const value = valueAt(below);
  return below === place ? value : value + (place - below) * (valueAt(below + 1) - value);
}
