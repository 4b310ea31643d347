// Groups with what is known of them: in memory, and those that are too many later, out of rows on the disk.

import { FixedColumn } from "../../../engine/frames/column.ts";
import { field, findField, type Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Scratch } from "../../../engine/sdk/services.ts";
import { Grouping, type Buckets } from "../../_shared/groups/grouping.ts";
import { Tallies, type GroupColumn } from "../../_shared/groups/tallies.ts";
import { keyHashes } from "../../_shared/keys/key-hashes.ts";
import { LAST_LEVEL, Partitions } from "../../_shared/tables/partitions.ts";

/** The column with the number of a group's first row, by which groups are put in order that were not in memory together. No name of a person's. */
export const FIRST_ROW = "\0first row";

export interface Asked {
  readonly key: readonly string[];
  readonly buckets: Buckets | null;
  readonly columns: readonly GroupColumn[];
  /** Groups in memory at the most. */
  readonly maxGroups: number;
  readonly limitBytes: number;
  /** Is told the columns whose sums are rounded. */
  readonly rounded: Set<string>;
}

/** Keys and results are put together at the end, tables grow by doubling, rows of other groups wait to be written: measured with 10M groups. */
const COPIES = 5;

export class Aggregation {
  readonly #asked: Asked;
  readonly #schema: Schema;
  readonly #keySchema: Schema;
  readonly #scratch: Scratch;
  readonly #level: number;
  /** What groups may take, and beside them single values where there are any. */
  readonly #share: number;
  #grouping: Grouping;
  #tallies: Tallies;
  /** Rows of groups that are not in memory; set when no more of them are begun. */
  #later: Partitions | null = null;
  #rows = 0;

  /** `level` is how often its rows have been put apart already; those of a level above 0 are numbered. */
  constructor(asked: Asked, schema: Schema, keySchema: Schema, scratch: Scratch, level = 0) {
    this.#asked = asked;
    this.#schema = schema;
    this.#keySchema = keySchema;
    this.#scratch = scratch;
    this.#level = level;
    this.#grouping = new Grouping(asked.key, asked.buckets, keySchema);
    this.#tallies = new Tallies(asked.columns, schema, scratch);
    this.#share = asked.limitBytes / COPIES / (this.#tallies.keepsValues ? 2 : 1);
  }

  /** Whether some groups are not in memory: results then come in parts. */
  get spilled(): boolean {
    return this.#later !== null;
  }

  add(frame: Frame): Promise<void> | void {
    if (this.#later) return this.#addKnown(frame, this.#later);
    const groups = this.#grouping.of(frame);
    this.#rows += frame.length;
    const wait = this.#tallies.add(frame, groups, this.#grouping.size);
    return wait ? wait.then(() => this.#keepBounds()) : this.#keepBounds();
  }

  #keepBounds(): Promise<void> | void {
    const { size, bytes } = this.#grouping;
    const isFull = size >= this.#asked.maxGroups || bytes + this.#tallies.bytes > this.#share;
    if (isFull && !this.#later && this.#level < LAST_LEVEL)
      this.#later = new Partitions(this.#scratch, this.#laterSchema(), this.#level);
    if (this.#tallies.valueBytes > this.#share) return this.#tallies.spill();
  }

  /** What is needed of rows that are put on the disk. */
  #laterSchema(): Schema {
    const { key, buckets, columns } = this.#asked;
    const names = new Set([...key, buckets?.column ?? "", ...columns.map(({ column }) => column)]);
    const fields = [...names].flatMap((name) =>
      name === FIRST_ROW ? [] : (findField(this.#schema, name) ?? []),
    );
    return { fields: [...fields, field(FIRST_ROW, "float64", false)] };
  }

  async #addKnown(frame: Frame, later: Partitions): Promise<void> {
    const groups = this.#grouping.find(frame);
    const all = Int32Array.from(groups.keys());
    const known = all.filter((row) => groups[row] >= 0);
    if (known.length > 0)
      await this.#tallies.add(
        known.length === frame.length ? frame : frame.take(known),
        groups.filter((group) => group >= 0),
        this.#grouping.size,
      );
    if (known.length < frame.length) {
      const numbered =
        this.#level > 0 ? frame : frame.with([{ name: FIRST_ROW, column: this.#numbers(frame) }]);
      const unknown = numbered.select(this.#laterSchema().fields.map(({ name }) => name));
      const rows = unknown.take(all.filter((row) => groups[row] < 0));
      await later.add(rows, keyHashes(this.#grouping.columns(rows), rows.length));
    }
    this.#rows += frame.length;
    await this.#keepBounds();
  }

  #numbers({ length }: Frame): FixedColumn {
    const values = Float64Array.from({ length }, (_, row) => this.#rows + row);
    return new FixedColumn({ type: "float64" }, length, { values, validity: null });
  }

  /** All groups that are in memory, in the order in which they came: keys and new columns. Null where there is none. */
  async known(): Promise<Frame | null> {
    const { size } = this.#grouping;
    const columns = await this.#tallies.results(size);
    for (const column of this.#tallies.rounded) this.#asked.rounded.add(column);
    const keys = this.#grouping.keys();
    const added = this.#asked.columns.map(({ name }, i) => ({ name, column: columns[i] }));
    await this.#tallies.close();
    // The rows that are left need the room.
    this.#grouping = new Grouping(this.#asked.key, this.#asked.buckets, this.#keySchema);
    this.#tallies = new Tallies([], this.#schema, this.#scratch);
    return keys && keys.with(added);
  }

  /** The groups that are not, in no order; with them comes the number of their first row. */
  async *others(): AsyncGenerator<Frame> {
    if (!this.#later) return;
    const columns =
      this.#level > 0
        ? this.#asked.columns
        : [...this.#asked.columns, { name: FIRST_ROW, of: "min", column: FIRST_ROW, at: 0 } as const];
    const asked = { ...this.#asked, columns };
    for await (const part of this.#later.parts()) {
      const nested = new Aggregation(
        asked,
        this.#laterSchema(),
        this.#keySchema,
        this.#scratch,
        this.#level + 1,
      );
      try {
        for await (const frame of part) await nested.add(frame);
        const known = await nested.known();
        if (known) yield known;
        yield* nested.others();
      } finally {
        await nested.close();
      }
    }
  }

  async close(): Promise<void> {
    await this.#later?.close();
    await this.#tallies.close();
  }
}
