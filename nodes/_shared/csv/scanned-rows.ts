// What comes out of scanning a run of rows: their places, their numbers, and the rows that do not fit.

import type { Arena } from "../../../engine/frames/arena.ts";
import type { ScanLayout } from "./layout.ts";

/** A row that could not be read. `[start, end)` are its bytes without the line end. */
export interface BadRow {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly code: string;
  readonly cause: string;
  readonly column?: string;
  /** What stands in that column, where it should be a number. */
  readonly cell?: string;
  /** A quote of the row is open where the bytes end: what follows may belong to it. */
  readonly open?: true;
}

/** One batch of rows. Its arrays stand in the arena of the block: frames are made of views of them. */
export class ScannedRows {
  readonly capacity: number;
  /** Row by row, as a model wants them: number field `n` of row `r` is `numbers[r * width + n]`. */
  readonly numbers: Float64Array;
  /** How many fields are numbers. */
  readonly width: number;
  /** Indices into `numbers` of the cells that are null. */
  readonly nulls: number[] = [];
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The line each row begins on. */
  readonly lines: Float64Array;
  /** As `RawRows.offsets()`, or empty where the layout does not keep them. */
  readonly offsets: Int32Array;
  readonly bad: BadRow[] = [];
  count = 0;
  /** The line of the next row. */
  line: number;
  /** Whether a cell was quoted. */
  quoted = false;
  /** All bytes of text cells, or-ed: above 127 when one is not ASCII. */
  bits = 0;

  constructor(layout: ScanLayout, capacity: number, line: number, arena: Arena) {
    this.capacity = capacity;
    this.line = line;
    this.width = layout.numbers;
    this.numbers = arena.array(Float64Array, layout.numbers * capacity);
    this.starts = arena.array(Int32Array, capacity);
    this.ends = arena.array(Int32Array, capacity);
    this.lines = arena.array(Float64Array, capacity);
    this.offsets = arena.array(Int32Array, layout.keepOffsets ? capacity * (layout.names.length + 1) : 0);
  }

  /** Forgets the nulls of a row that turned out not to fit. */
  dropNulls(row: number): void {
    const first = row * this.width;
    while (this.nulls.length > 0 && this.nulls[this.nulls.length - 1] >= first) this.nulls.pop();
  }
}
