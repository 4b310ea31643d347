// Rows in order, in memory as long as they fit, and then with the help of the disk.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Scratch } from "../../../engine/sdk/services.ts";
import { FrameBytes } from "../tables/frame-bytes.ts";
import { sortedRows, type SortBy } from "../tables/row-order.ts";
import { stacked } from "../tables/stack.ts";
import { MERGED_AT_ONCE, mergeRuns, OUTPUT_ROWS, writeRun, type Run } from "./runs.ts";

/**
 * Rows are kept, put together, compared by their keys, taken in order and written, and V8 keeps what it has not looked through yet. Measured: 10M
 * rows with a limit of 128 MB take 260 MB in all, of which an idle process takes 75; with two copies it was 421.
 */
const COPIES = 6;
/** Runs of one order that may lie on the disk before some of them become one of the next: each is an open file. */
const ALIKE = 2 * MERGED_AT_ONCE;
const FEWEST_ROWS_OF_BLOCK = 16;

export class Sorting {
  readonly #by: readonly SortBy[];
  readonly #schema: Schema;
  readonly #limit: number;
  readonly #scratch: Scratch;
  #frames: Frame[] = [];
  #bytes = 0;
  #counter = new FrameBytes();
  #spilled = false;
  /** In the order in which their rows came. Merged ones stand before those that have not been merged as often. */
  #runs: Run[] = [];

  constructor(by: readonly SortBy[], schema: Schema, limitBytes: number, scratch: Scratch) {
    this.#by = by;
    this.#schema = schema;
    this.#limit = limitBytes;
    this.#scratch = scratch;
  }

  /** Whether it has needed the disk. */
  get spilled(): boolean {
    return this.#spilled;
  }

  async add(frame: Frame): Promise<void> {
    if (frame.length === 0) return;
    this.#frames.push(frame);
    this.#bytes += this.#counter.of(frame);
    if (this.#bytes * COPIES > this.#limit) await this.#spill();
  }

  /** All rows in order. */
  async *sorted(): AsyncGenerator<Frame> {
    if (!this.#spilled) {
      if (this.#frames.length > 0) yield* this.#sortedInMemory();
      return;
    }
    if (this.#frames.length > 0) await this.#spill();
    // The last ones are the shortest, and no more of them are merged than must be.
    while (this.#runs.length > MERGED_AT_ONCE) {
      const count = Math.min(MERGED_AT_ONCE, this.#runs.length - MERGED_AT_ONCE + 1);
      await this.#merge(this.#runs.length - count, count);
    }
    yield* mergeRuns(this.#runs, this.#by, this.#schema);
  }

  async close(): Promise<void> {
    for (const { file } of this.#runs) await file.close();
    this.#runs = [];
  }

  *#sortedInMemory(): Generator<Frame> {
    const whole = stacked(this.#frames.splice(0), this.#schema, "sorted");
    const rows = sortedRows(whole, this.#by);
    for (let from = 0; from < rows.length; from += OUTPUT_ROWS)
      yield whole.take(rows.subarray(from, Math.min(rows.length, from + OUTPUT_ROWS)));
  }

  async #spill(): Promise<void> {
    this.#spilled = true;
    const rows = this.#frames.reduce((sum, { length }) => sum + length, 0);
    const bytesOfBlock = this.#limit / COPIES / (MERGED_AT_ONCE * 2);
    const rowsOfBlock = Math.max(FEWEST_ROWS_OF_BLOCK, Math.floor((rows * bytesOfBlock) / this.#bytes));
    const file = await this.#scratch.open();
    const run: Run = { file, blocks: [], rowsOfBlock: Math.min(rowsOfBlock, OUTPUT_ROWS), merges: 0 };
    // Known before it is written: it is to be closed also where the disk is full.
    this.#runs.push(run);
    await writeRun(this.#sortedInMemory(), run);
    this.#bytes = 0;
    this.#counter = new FrameBytes();
    // Only when there are many, so that each row is written once for each order, and most are never merged before the end.
    for (let from = this.#firstAlike(); this.#runs.length - from >= ALIKE; from = this.#firstAlike())
      await this.#merge(from, MERGED_AT_ONCE);
  }

  /** The first of the runs at the end that have been merged as often as the last one. */
  #firstAlike(): number {
    const { merges } = this.#runs.at(-1);
    return this.#runs.findIndex((run) => run.merges === merges);
  }

  /** Makes one run of `count` that follow each other. */
  async #merge(from: number, count: number): Promise<void> {
    const some = this.#runs.slice(from, from + count);
    const file = await this.#scratch.open();
    const merges = Math.max(...some.map((run) => run.merges)) + 1;
    const run: Run = { file, blocks: [], rowsOfBlock: some[0].rowsOfBlock, merges };
    // Known before it is written, and in its place when it is.
    this.#runs.push(run);
    await writeRun(mergeRuns(some, this.#by, this.#schema), run);
    this.#runs.pop();
    this.#runs.splice(from, count, run);
  }
}
