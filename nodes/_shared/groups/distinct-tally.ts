// How many different values does each group have? Pairs of a group and a value are remembered, those that are too many on the disk.

import { FixedColumn, type Column } from "../../../engine/frames/column.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import type { DataType, Schema } from "../../../engine/frames/types.ts";
import type { Scratch } from "../../../engine/sdk/services.ts";
import { keyHashes } from "../keys/key-hashes.ts";
import { Keys } from "../keys/keys.ts";
import { atLeast } from "../tables/grow.ts";
import { LAST_LEVEL, Partitions } from "../tables/partitions.ts";
import { groupColumn } from "./group-columns.ts";
import type { Tally, Wanted } from "./tally.ts";

const GROUP: DataType = { type: "int32" };

export class DistinctTally implements Tally {
  readonly #types: readonly DataType[];
  readonly #schema: Schema;
  readonly #scratch: Scratch;
  readonly #level: number;
  #keys: Keys;
  #counts = new Float64Array(0);
  /** Pairs that are not in memory; set when nothing more is learned. */
  #later: Partitions | null = null;
  /** What it took when it was told to spill: the parts of its pairs may take as much, one after the other. */
  #limitBytes = Infinity;

  /** `level` is how often its pairs have been put apart already. */
  constructor(type: DataType, scratch: Scratch, level = 0) {
    this.#types = [GROUP, type];
    this.#schema = { fields: [field("group", GROUP, false), field("value", type)] };
    this.#scratch = scratch;
    this.#level = level;
    this.#keys = new Keys(this.#types);
  }

  get bytes(): number {
    return this.#keys.bytes + this.#counts.byteLength;
  }

  add(column: Column | null, groups: Int32Array, count: number): Promise<void> | void {
    const counts = (this.#counts = atLeast(this.#counts, count));
    const owners = new FixedColumn({ type: "int32" }, groups.length, { values: groups, validity: null });
    const pair = [owners, column!];
    if (this.#later) return this.#putOff(this.#later, pair, groups.length);
    let next = this.#keys.size;
    const numbers = this.#keys.add(pair, groups.length);
    for (let row = 0; row < groups.length; row++) {
      if (numbers[row] !== next) continue;
      next++;
      if (!column!.isNull(row)) counts[groups[row]]++;
    }
  }

  #putOff(later: Partitions, pair: readonly Column[], length: number): Promise<void> | void {
    const numbers = this.#keys.find(pair, length);
    const rows = Int32Array.from(numbers.keys()).filter((row) => numbers[row] < 0);
    if (rows.length === 0) return;
    const lineage = { source: "", unit: "row", from: 0, to: length, ids: null } as const;
    const unknown = new Frame(this.#schema, pair, length, lineage).take(rows);
    return later.add(unknown, keyHashes(unknown.columns, unknown.length));
  }

  /** From now on pairs that are new go to the disk, as long as they can be put further apart. */
  async spill(): Promise<void> {
    if (this.#later || this.#level === LAST_LEVEL) return;
    this.#later = new Partitions(this.#scratch, this.#schema, this.#level);
    this.#limitBytes = this.bytes;
  }

  async results(count: number, wanted: readonly Wanted[]): Promise<readonly Column[]> {
    const counts = await this.#all(count);
    return wanted.map(() => groupColumn({ type: "int64" }, counts, count));
  }

  async #all(count: number): Promise<Float64Array> {
    const counts = atLeast(this.#counts, count);
    if (!this.#later) return counts;
    this.#keys = new Keys(this.#types);
    for await (const part of this.#later.parts()) {
      const nested = new DistinctTally(this.#types[1], this.#scratch, this.#level + 1);
      try {
        for await (const { columns } of part) {
          await nested.add(columns[1], (columns[0] as FixedColumn).values as Int32Array, count);
          if (nested.bytes > this.#limitBytes) await nested.spill();
        }
        const more = await nested.#all(count);
        for (let group = 0; group < count; group++) counts[group] += more[group];
      } finally {
        // Also where the disk is full: nobody else knows of its files.
        await nested.close();
      }
    }
    return counts;
  }

  async close(): Promise<void> {
    await this.#later?.close();
  }
}
