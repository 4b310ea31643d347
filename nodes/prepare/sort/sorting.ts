// Rows in order, in memory as long as they fit, and then with the help of the disk.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Scratch, ScratchFile } from "../../../engine/sdk/services.ts";
import { FrameBytes } from "../../_shared/tables/frame-bytes.ts";
import { sortedRows, type SortBy } from "../../_shared/tables/row-order.ts";
import { stacked } from "../../_shared/tables/stack.ts";
import { MERGED_AT_ONCE, mergeRuns, OUTPUT_ROWS, writeRun, type Run } from "./runs.ts";

/** Frames are kept, put together and taken apart again: rows are there twice for a while. */
const COPIES = 2;
const FEWEST_ROWS_OF_BLOCK = 16;

export class Sorting {
  readonly #by: readonly SortBy[];
  readonly #schema: Schema;
  readonly #limit: number;
  readonly #scratch: Scratch;
  #frames: Frame[] = [];
  #bytes = 0;
  #counter = new FrameBytes();
  #file: ScratchFile | null = null;
  #runs: Run[] = [];

  constructor(by: readonly SortBy[], schema: Schema, limitBytes: number, scratch: Scratch) {
    this.#by = by;
    this.#schema = schema;
    this.#limit = limitBytes;
    this.#scratch = scratch;
  }

  /** Whether it has needed the disk. */
  get spilled(): boolean {
    return this.#file !== null;
  }

  async add(frame: Frame): Promise<void> {
    if (frame.length === 0) return;
    this.#frames.push(frame);
    this.#bytes += this.#counter.of(frame);
    if (this.#bytes * COPIES > this.#limit) await this.#spill();
  }

  /** All rows in order. */
  async *sorted(): AsyncGenerator<Frame> {
    if (!this.#file) {
      if (this.#frames.length > 0) yield* this.#sortedInMemory();
      return;
    }
    if (this.#frames.length > 0) await this.#spill();
    const file = this.#file;
    while (this.#runs.length > MERGED_AT_ONCE) {
      const merged: Run[] = [];
      for (let at = 0; at < this.#runs.length; at += MERGED_AT_ONCE) {
        const some = this.#runs.slice(at, at + MERGED_AT_ONCE);
        const { rowsOfBlock } = some[0];
        merged.push(await writeRun(mergeRuns(some, this.#by, this.#schema, file), rowsOfBlock, file));
      }
      this.#runs = merged;
    }
    yield* mergeRuns(this.#runs, this.#by, this.#schema, file);
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  *#sortedInMemory(): Generator<Frame> {
    const whole = stacked(this.#frames.splice(0), this.#schema, "sorted");
    const rows = sortedRows(whole, this.#by);
    for (let from = 0; from < rows.length; from += OUTPUT_ROWS)
      yield whole.take(rows.subarray(from, Math.min(rows.length, from + OUTPUT_ROWS)));
  }

  async #spill(): Promise<void> {
    this.#file ??= await this.#scratch.open();
    const rows = this.#frames.reduce((sum, { length }) => sum + length, 0);
    const bytesOfBlock = this.#limit / COPIES / (MERGED_AT_ONCE * 2);
    const rowsOfBlock = Math.max(FEWEST_ROWS_OF_BLOCK, Math.floor((rows * bytesOfBlock) / this.#bytes));
    this.#runs.push(await writeRun(this.#sortedInMemory(), Math.min(rowsOfBlock, OUTPUT_ROWS), this.#file));
    this.#bytes = 0;
    this.#counter = new FrameBytes();
  }
}
