// Rows that wait for later ones of their key: which row is each waiting for, and when has it waited long enough?

import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { History } from "../../_shared/history/history.ts";
import { keyReader } from "../../_shared/history/key-reader.ts";
import { numberReader, withNulls } from "../../_shared/history/number-reader.ts";

export const LATER_FUNCTIONS = ["lead", "until"] as const;

export interface LaterColumn {
  readonly name: string;
  readonly column: string;
  readonly of: (typeof LATER_FUNCTIONS)[number];
  readonly rows: number;
}

interface Asked {
  readonly key: readonly string[];
  readonly columns: readonly LaterColumn[];
  readonly waitRows: number;
  readonly maxKeys: number;
  readonly limitBytes: number;
}

interface Waiting {
  readonly frame: Frame;
  /** The number of its first row among all that came. */
  readonly first: number;
  /** For each new column its cells; NaN until they are known. */
  readonly results: readonly Float64Array[];
  readonly own: readonly ((row: number) => number)[];
  /** Cells that are not known. */
  open: number;
}

const MS_PER_HOUR = 3_600_000;

export class LaterValues {
  /** Of each key the numbers of its last rows. */
  readonly history: History;
  /** Cells whose row came too late. */
  missed = 0;
  readonly #asked: Asked;
  readonly #waiting: Waiting[] = [];
  #rows = 0;

  constructor(asked: Asked) {
    const most = asked.columns.reduce((rows, column) => Math.max(rows, column.rows), 1);
    this.#asked = asked;
    this.history = new History([most], asked.maxKeys, asked.limitBytes);
  }

  /** Takes rows in, and tells those before them what they bring. */
  add(frame: Frame): void {
    const { key, columns, waitRows } = this.#asked;
    const keys = keyReader(frame, key);
    const own = columns.map(({ column }) => numberReader(frame, column));
    const results = columns.map(() => new Float64Array(frame.length).fill(NaN));
    const waiting = { frame, first: this.#rows, results, own, open: frame.length * columns.length };
    this.#waiting.push(waiting);
    for (let row = 0; row < frame.length; row++) {
      const [ring] = this.history.of(keys(row));
      for (let i = 0; i < columns.length; i++) {
        const number = ring.back(columns[i].rows - 1);
        if (Number.isNaN(number)) continue;
        if (this.#rows + row - number > waitRows) this.missed++;
        else this.#tell(i, number, own[i](row));
      }
      ring.push(this.#rows + row);
    }
    this.#rows += frame.length;
  }

  #tell(column: number, number: number, value: number): void {
    const waiting = this.#of(number);
    const row = number - waiting.first;
    const { of } = this.#asked.columns[column];
    waiting.results[column][row] = of === "lead" ? value : (value - waiting.own[column](row)) / MS_PER_HOUR;
    waiting.open--;
  }

  /** The frame with the row of that number, found by halves. */
  #of(number: number): Waiting {
    let [from, to] = [0, this.#waiting.length];
    while (to - from > 1) {
      const mid = (from + to) >> 1;
      if (this.#waiting[mid].first <= number) from = mid;
      else to = mid;
    }
    return this.#waiting[from];
  }

  /** The frames that go on: all that can be known of their rows is, and of those before them. */
  *known(schema: Schema): Generator<Frame> {
    const isOver = ({ first, frame, open }: Waiting) =>
      open === 0 || this.#rows - (first + frame.length) >= this.#asked.waitRows;
    let count = this.#waiting.findIndex((waiting) => !isOver(waiting));
    if (count < 0) count = this.#waiting.length;
    for (const waiting of this.#waiting.splice(0, count)) yield this.#whole(waiting, schema);
  }

  /** What is left at the end. */
  *rest(schema: Schema): Generator<Frame> {
    for (const waiting of this.#waiting.splice(0)) yield this.#whole(waiting, schema);
  }

  #whole({ frame, results }: Waiting, schema: Schema): Frame {
    const added = this.#asked.columns.map(({ name }, i) => ({ name, column: withNulls(results[i]) }));
    return frame.with(added, schema);
  }
}
