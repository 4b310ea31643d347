// Which group is each row of? Groups by key columns and the piece of time a row lies in, in the order they first came.

import type { Column, FixedColumn } from "../../../engine/frames/column.ts";
import { columnOf } from "../../../engine/frames/builder.ts";
import { concatFrames } from "../../../engine/frames/concat.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import { ofGroups, originOf, takeOrigin } from "../../../engine/frames/lineage.ts";
import type { DataType, Schema } from "../../../engine/frames/types.ts";
import { Keys } from "../keys/keys.ts";
import { detached } from "../tables/detached.ts";
import { FrameBytes } from "../tables/frame-bytes.ts";
import { bucketStart, MS_PER_DAY, type TimeBucket } from "../times/bucket.ts";
import { Zone } from "../times/zone.ts";

export const TIME: DataType = { type: "timestamp", zone: "UTC" };

export interface Buckets {
  readonly column: string;
  readonly every: TimeBucket;
  readonly zone: string;
}

export class Grouping {
  readonly #keys: readonly string[];
  readonly #buckets: Buckets | null;
  readonly #zone: Zone;
  readonly #keySchema: Schema;
  readonly #table: Keys;
  /** The keys of the groups, in their order. */
  readonly #firsts: Frame[] = [];
  readonly #counter = new FrameBytes();
  #firstBytes = 0;
  #groups = new Int32Array(0);

  /** `keySchema` has the key columns, and behind them the beginning of the piece of time where there are pieces. */
  constructor(keys: readonly string[], buckets: Buckets | null, keySchema: Schema) {
    this.#keys = keys;
    this.#buckets = buckets;
    this.#zone = new Zone(buckets?.zone ?? "UTC");
    this.#keySchema = keySchema;
    this.#table = new Keys(keySchema.fields.map(({ type }) => type));
  }

  get size(): number {
    return this.#table.size;
  }

  get bytes(): number {
    return this.#table.bytes + this.#firstBytes;
  }

  /** The group of each row; they stand until the next call. */
  of(frame: Frame): Int32Array {
    const columns = this.columns(frame);
    const before = this.#table.size;
    // One array for all frames: most are of one length.
    if (this.#groups.length !== frame.length) this.#groups = new Int32Array(frame.length);
    const groups = this.#table.add(columns, frame.length, this.#groups);
    if (this.#table.size > before) this.#keep(frame, columns, groups, before);
    return groups;
  }

  /** The group of each row, -1 where none of it has come before. */
  find(frame: Frame): Int32Array {
    return this.#table.find(this.columns(frame), frame.length);
  }

  /** What rows are put into groups by. */
  columns(frame: Frame): readonly Column[] {
    const columns = this.#keys.map((name) => frame.column(name));
    if (!this.#buckets) return columns;
    const { column, every } = this.#buckets;
    return [...columns, starts(frame.column(column) as FixedColumn, every, this.#zone)];
  }

  #keep(frame: Frame, columns: readonly Column[], groups: Int32Array, before: number): void {
    const rows = new Int32Array(this.#table.size - before);
    for (let row = groups.length - 1; row >= 0; row--)
      if (groups[row] >= before) rows[groups[row] - before] = row;
    const origin = ofGroups(takeOrigin(originOf([frame]), rows));
    const keys = columns.map((column) => detached(column, rows));
    const lineage = { source: "", unit: "row", from: 0, to: rows.length, ids: null, origin } as const;
    const first = new Frame(this.#keySchema, keys, rows.length, lineage);
    this.#firsts.push(first);
    this.#firstBytes += this.#counter.of(first);
  }

  /** The keys of all groups in their order, each with the place of its first row; null where there is no group. */
  keys(): Frame | null {
    return this.#firsts.length === 0 ? null : concatFrames(this.#firsts);
  }
}

/** Where the piece of time of each row begins; dates are their midnight in UTC, whatever the zone. */
function starts(column: FixedColumn, every: TimeBucket, zone: Zone): Column {
  const isDate = column.type.type === "date";
  const own = isDate ? new Zone("UTC") : zone;
  const cells = Array.from({ length: column.length }, (_, row) => {
    if (column.isNull(row)) return null;
    const start = bucketStart(Number(column.values[row]) * (isDate ? MS_PER_DAY : 1), every, own);
    return start === start ? start : null;
  });
  return columnOf(TIME, cells);
}
