// The table that rows are joined with: read whole, and found by key.

import type { Column } from "../../../engine/frames/column.ts";
import { concatFrames } from "../../../engine/frames/concat.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import type { DataType, Schema } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { emptyKeys, keyText } from "../../_shared/keys/key-words.ts";
import { Keys } from "../../_shared/keys/keys.ts";
import { BYTES_PER_MB, FrameBytes } from "../../_shared/tables/frame-bytes.ts";
import { emptyColumn, nullColumn } from "../../_shared/tables/null-column.ts";
import { stacked } from "../../_shared/tables/stack.ts";
import { asKeyOf } from "./whole-keys.ts";

interface LookupOptions {
  /** Columns that rows are given of the table. */
  readonly given: readonly string[];
  /** Rows without a match stay, and their new columns are empty. */
  readonly mayMiss: boolean;
  readonly duplicates: "all" | "first" | "error";
  readonly memoryMb: number;
}

export class Lookup {
  readonly #schema: Schema;
  readonly #key: readonly string[];
  readonly #options: LookupOptions;
  #frames: Frame[] = [];
  readonly #counter = new FrameBytes();
  #bytes = 0;
  #made: Made | null = null;
  /** First rows of keys that some row has. */
  #matched = new Uint8Array(0);

  constructor(schema: Schema, key: readonly string[], options: LookupOptions) {
    this.#schema = schema;
    this.#key = key;
    this.#options = options;
  }

  add(frame: Frame): void {
    if (frame.length === 0) return;
    this.#frames.push(frame);
    this.#bytes += this.#counter.of(frame);
    if (this.#bytes > this.#options.memoryMb * BYTES_PER_MB) throw tooLarge(this.#options.memoryMb);
  }

  /** The table, with its rows by key; made with the first call, when all rows are there. */
  whole(): Made {
    this.#made ??= this.#make();
    return this.#made;
  }

  /** The first row of the table that each row belongs to, -1 where there is none. */
  find(own: readonly Column[], length: number): Int32Array {
    const { keys, types, firsts } = this.whole();
    const columns = own.map((column, i) => asKeyOf(column, types[i]));
    const found = keys.find(columns, length);
    for (let row = 0; row < length; row++) if (found[row] >= 0) found[row] = firsts[found[row]];
    // As in SQL, what is not known is not the same as anything.
    const empty = emptyKeys(columns, length);
    if (empty) for (let row = 0; row < length; row++) if (empty[row]) found[row] = -1;
    return found;
  }

  /** Notes which rows of the table belong to some row, as `find` has found them. */
  match(found: Int32Array): void {
    const matched = this.#matched;
    for (let row = 0; row < found.length; row++) if (found[row] >= 0) matched[found[row]] = 1;
  }

  #make(): Made {
    const types = this.#key.map((name) => this.#schema.fields.find((field) => field.name === name)!.type);
    const keys = new Keys(types);
    const rows =
      this.#frames.length === 0 ? emptyFrame(this.#schema) : stacked(this.#frames, this.#schema, "joined");
    this.#frames = [];
    const columns = this.#key.map((name) => rows.column(name));
    const numbers = keys.add(columns, rows.length);
    const empty = emptyKeys(columns, rows.length);
    const firsts = new Int32Array(keys.size).fill(-1);
    const next = new Int32Array(rows.length).fill(-1);
    let several = false;
    // Backwards, so that each chain goes on in the order of the table.
    for (let row = rows.length - 1; row >= 0; row--) {
      if (empty?.[row]) continue;
      const number = numbers[row];
      if (firsts[number] >= 0 && this.#options.duplicates === "error") throw twice(this.#key, columns, row);
      if (this.#options.duplicates === "all" && firsts[number] >= 0) {
        next[row] = firsts[number];
        several = true;
      }
      firsts[number] = row;
    }
    const given = rows.select(this.#options.given);
    const matched = (this.#matched = new Uint8Array(rows.length));
    return {
      whole: rows,
      matched: (row) => !empty?.[row] && matched[firsts[numbers[row]]] === 1,
      rows: this.#options.mayMiss ? withEmptyRow(given) : given,
      nothing: rows.length,
      keys,
      types,
      firsts,
      next,
      several,
    };
  }
}

interface Made {
  /** The table as it came, with the place of each row. */
  readonly whole: Frame;
  /** Whether any row has had the key of that row of the table. */
  readonly matched: (row: number) => boolean;
  /** The columns that are given. */
  readonly rows: Frame;
  /** The row that is given where nothing matches. */
  readonly nothing: number;
  readonly keys: Keys;
  /** Of the columns of its key. */
  readonly types: readonly DataType[];
  /** The first row of each key, -1 where all rows with it have an empty part. */
  readonly firsts: Int32Array;
  /** The next row with the same key, -1 at the end. */
  readonly next: Int32Array;
  /** Whether any row may be given several. */
  readonly several: boolean;
}

/** The rows, and behind them one whose columns are empty: what a row without a match is given. */
function withEmptyRow(rows: Frame): Frame {
  const { schema, length, columns } = rows;
  const nulls = schema.fields.map(({ type }) => nullColumn(type, 1));
  const lineage = { source: "", unit: "row", from: 0, to: length, ids: null } as const;
  const empty = new Frame(schema, nulls, 1, { ...lineage, from: length, to: length + 1 });
  return length === 0 ? empty : concatFrames([new Frame(schema, columns, length, lineage), empty]);
}

function emptyFrame(schema: Schema): Frame {
  const columns = schema.fields.map(({ type }) => emptyColumn(type));
  return new Frame(schema, columns, 0, { source: "", unit: "row", from: 0, to: 0, ids: null });
}

function tooLarge(memoryMb: number): MillraceError {
  return new MillraceError("MEMORY_LIMIT", {
    message: "The table that rows are joined with takes more memory than it may.",
    port: "table",
    expected: `at most ${memoryMb} MB`,
    got: "more",
    hint: 'Raise "Memory" (memoryMb), take columns out of the table with Select, or wire the smaller of the two to the port Table.',
    fatal: true,
  });
}

function twice(names: readonly string[], columns: readonly Column[], row: number): MillraceError {
  return new MillraceError("JOIN_DUPLICATE", {
    message: `The table has more than one row with ${names.join(", ")} = ${keyText(columns, row)}.`,
    port: "table",
    expected: "each key once",
    got: keyText(columns, row),
    hint: 'Let the first one count, or all of them ("Several matches"), or put Deduplicate before the table.',
    fatal: true,
  });
}
