// The last row of each key: rows are kept until one with the same key comes, or the end.

import { Frame } from "../../../engine/frames/frame.ts";
import { detached } from "../../_shared/tables/detached.ts";
import { FrameBytes } from "../../_shared/tables/frame-bytes.ts";
import { atLeast } from "../../_shared/tables/grow.ts";

interface Kept {
  readonly frame: Frame;
  /** Number of the first row, counting all that have come. */
  readonly first: number;
  /** Numbers of the rows, where they do not follow each other. */
  readonly numbers: Float64Array | null;
  readonly keys: Int32Array;
}

export class LastRows {
  readonly #limit: number;
  #compactAt: number;
  /** Number of the last row of each key. */
  #latest = new Float64Array(0);
  #kept: Kept[] = [];
  #counter = new FrameBytes();
  #bytes = 0;
  #count = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
    this.#compactAt = limitBytes / 2;
  }

  /** What the kept rows take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** `keys[row]` is the number of the row's key, all below `size`. */
  add(frame: Frame, keys: Int32Array, size: number): void {
    this.#latest = atLeast(this.#latest, size);
    for (let row = 0; row < frame.length; row++) this.#latest[keys[row]] = this.#count + row;
    this.#kept.push({ frame, first: this.#count, numbers: null, keys });
    this.#count += frame.length;
    this.#bytes += this.#counter.of(frame);
    if (this.#bytes > this.#limit || this.#bytes > this.#compactAt) this.#compact();
  }

  /** What is left of each frame, in their order. */
  *frames(): Generator<Frame> {
    for (const kept of this.#kept.splice(0)) {
      const rows = this.#lastOf(kept);
      yield rows.length === kept.frame.length ? kept.frame : kept.frame.take(rows);
    }
  }

  #lastOf({ frame, first, numbers, keys }: Kept): Int32Array {
    const rows: number[] = [];
    for (let row = 0; row < frame.length; row++)
      if (this.#latest[keys[row]] === (numbers ? numbers[row] : first + row)) rows.push(row);
    return Int32Array.from(rows);
  }

  /** Lets go of rows that are not the last of their key any more. Of frames without rows the last says how far all have come. */
  #compact(): void {
    this.#counter = new FrameBytes();
    this.#bytes = 0;
    this.#kept = this.#kept.flatMap((kept, i): Kept[] => {
      const rows = this.#lastOf(kept);
      if (rows.length === 0 && i < this.#kept.length - 1) return [];
      const { frame, first, numbers, keys } = kept;
      const columns = frame.columns.map((column) => detached(column, rows));
      const { lineage } = frame.take(rows);
      const own = new Frame(frame.schema, columns, rows.length, lineage);
      this.#bytes += this.#counter.of(own);
      return [
        {
          frame: own,
          first,
          numbers: Float64Array.from(rows, (row) => (numbers ? numbers[row] : first + row)),
          keys: Int32Array.from(rows, (row) => keys[row]),
        },
      ];
    });
    // Where most rows are the last of their key, looking again with every frame would be in vain.
    this.#compactAt = Math.max(this.#limit / 2, this.#bytes * 1.5);
  }
}
