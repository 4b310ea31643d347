// Rows of a database on their way into a frame: each cell goes into its column, and a row that does not fit is left out.

import { freshLineage } from "../../../engine/frames/builder.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { FilledColumn, type CellReader } from "./filled-column.ts";

/** Values of a frame at the most: wide tables come in short frames. */
const FRAME_VALUES = 1 << 20;

export interface FilledRowsPlan<V> {
  readonly readers: readonly CellReader<V>[];
  readonly schema: Schema;
  readonly source: string;
  /** Rows that a frame should have. */
  readonly rows: number;
  /** Rows that lie before. */
  readonly before: number;
}

export class FilledRows<V> {
  readonly #plan: FilledRowsPlan<V>;
  readonly #columns: readonly FilledColumn<V>[];
  readonly #most: number;
  /** Row ids count from 1. */
  #from: number;
  #next: number;
  #ids: number[] = [];

  constructor(plan: FilledRowsPlan<V>) {
    const { readers, rows, before } = plan;
    this.#plan = plan;
    this.#most = Math.max(1, Math.min(rows, Math.floor(FRAME_VALUES / Math.max(1, readers.length))));
    this.#columns = readers.map((reader) => new FilledColumn(reader, this.#most));
    this.#from = before + 1;
    this.#next = before + 1;
  }

  get most(): number {
    return this.#most;
  }

  /** Rows that have been added, those before included. */
  get passed(): number {
    return this.#next - 1;
  }

  get isFull(): boolean {
    return this.#next - this.#from >= this.#most;
  }

  /** Takes a row in, with nulls for what does not fit; answers which columns those are. */
  add(row: readonly (V | null)[]): readonly number[] {
    const at = this.#ids.length;
    let misfits: number[] | null = null;
    for (let i = 0; i < this.#columns.length; i++)
      if (!this.#columns[i].set(at, row[i] as V)) (misfits ??= []).push(i);
    this.#ids.push(this.#next++);
    return misfits ?? NO_MISFIT;
  }

  /** Leaves the row out that was added last, and gives it by itself, for the record of failed rows. */
  leaveOut(row: readonly (V | null)[]): Frame {
    const id = this.#ids.pop()!;
    const { readers, schema, source } = this.#plan;
    const columns = readers.map((reader, i) => {
      const own = new FilledColumn(reader, 1);
      own.set(0, row[i] as V);
      return own.take(1);
    });
    return new Frame(schema, columns, 1, freshLineage(source, id, id + 1, "row"));
  }

  /** What has been taken in; null where no row has passed. */
  take(): Frame | null {
    const { schema, source } = this.#plan;
    const [from, to, ids] = [this.#from, this.#next, this.#ids];
    if (from === to) return null;
    this.#from = to;
    this.#ids = [];
    const columns = this.#columns.map((column) => column.take(ids.length));
    const lineage = freshLineage(source, from, to, "row");
    const isWhole = ids.length === to - from;
    return new Frame(
      schema,
      columns,
      ids.length,
      isWhole ? lineage : { ...lineage, ids: Float64Array.from(ids) },
    );
  }
}

const NO_MISFIT: readonly number[] = [];
