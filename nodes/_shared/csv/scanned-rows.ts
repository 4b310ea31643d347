// What comes out of scanning a run of rows: their places, their numbers, and the rows that do not fit.

import type { ScanLayout } from "./layout.ts";

/** A row that could not be read. `[start, end)` are its bytes without the line end. */
export interface BadRow {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly code: string;
  readonly cause: string;
  readonly column?: string;
}

/** One batch of rows. All arrays are fresh: frames are made of views of them. */
export class ScannedRows {
  readonly capacity: number;
  /** Column by column: number field `n` of row `r` is `numbers[n * capacity + r]`. */
  readonly numbers: Float64Array;
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

  constructor(layout: ScanLayout, capacity: number, line: number) {
    this.capacity = capacity;
    this.line = line;
    this.numbers = new Float64Array(layout.numbers * capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.lines = new Float64Array(capacity);
    this.offsets = new Int32Array(layout.keepOffsets ? capacity * (layout.names.length + 1) : 0);
  }

  /** Forgets the nulls of a row that turned out not to fit. */
  dropNulls(row: number): void {
    while (this.nulls.length > 0 && this.nulls[this.nulls.length - 1] % this.capacity === row)
      this.nulls.pop();
  }
}
