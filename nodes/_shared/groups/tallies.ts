// The new columns of groups, with one tally for all that look at the same things: sums and means, medians and quantiles of a column.

import type { Column } from "../../../engine/frames/column.ts";
import { findField, type Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Scratch } from "../../../engine/sdk/services.ts";
import type { Aggregate } from "./aggregates.ts";
import { tallyFor, tallyOf, type Tally } from "./tally.ts";

export interface GroupColumn {
  readonly name: string;
  readonly of: Aggregate;
  /** Empty: rows are counted. */
  readonly column: string;
  readonly at: number;
}

interface Shared {
  readonly column: string;
  readonly tally: Tally;
  /** Which of the new columns it answers. */
  readonly places: number[];
}

export class Tallies {
  readonly #columns: readonly GroupColumn[];
  readonly #shared: readonly Shared[];

  constructor(columns: readonly GroupColumn[], schema: Schema, scratch: Scratch) {
    const shared = new Map<string, Shared>();
    columns.forEach(({ of, column }, place) => {
      const id = JSON.stringify([tallyFor(of), column]);
      const known = shared.get(id);
      if (known) return void known.places.push(place);
      const tally = tallyOf(of, findField(schema, column)?.type ?? null, scratch);
      shared.set(id, { column, tally, places: [place] });
    });
    this.#columns = columns;
    this.#shared = [...shared.values()];
  }

  /** Whether any function needs all values. */
  get keepsValues(): boolean {
    return this.#shared.some(({ tally }) => tally.spill !== undefined);
  }

  /** What a few numbers for each group take. */
  get bytes(): number {
    return sum(this.#shared, ({ tally }) => (tally.spill ? 0 : tally.bytes));
  }

  /** What single values take, which can be put on the disk. */
  get valueBytes(): number {
    return sum(this.#shared, ({ tally }) => (tally.spill ? tally.bytes : 0));
  }

  add(frame: Frame, groups: Int32Array, count: number): Promise<void> | void {
    const waits: Promise<void>[] = [];
    for (const { column, tally } of this.#shared) {
      const wait = tally.add(column === "" ? null : frame.column(column), groups, count);
      if (wait) waits.push(wait);
    }
    if (waits.length > 0) return Promise.all(waits).then(() => {});
  }

  async spill(): Promise<void> {
    for (const { tally } of this.#shared) await tally.spill?.();
  }

  /** The new columns in their order, one cell for each group. */
  async results(count: number): Promise<readonly Column[]> {
    const out: Column[] = [];
    for (const { tally, places } of this.#shared) {
      const wanted = places.map((place) => this.#columns[place]);
      const columns = await tally.results(count, wanted);
      places.forEach((place, i) => (out[place] = columns[i]));
    }
    return out;
  }

  /** Columns of whole numbers with a sum that a float64 does not hold exactly; known when the results are. */
  get rounded(): readonly string[] {
    return this.#shared.filter(({ tally }) => tally.rounded).map(({ column }) => column);
  }

  async close(): Promise<void> {
    for (const { tally } of this.#shared) await tally.close?.();
  }
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((all, item) => all + of(item), 0);
}
