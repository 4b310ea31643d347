// How do frames become a table in memory? Column by column, within a bound.

import type { Column } from "../../frames/column.ts";
import type { Frame } from "../../frames/frame.ts";
import { isNumberType, type DataType, type Field, type Schema } from "../../frames/types.ts";
import { MillraceError } from "../../sdk/errors.ts";
import { isBeyondFloat32 } from "../float32.ts";
import type { TableColumn, TrainTable } from "./columns.ts";

/** More different words than this are no categories, and would fill the memory. */
export const MOST_WORDS = 100_000;

export interface CollectOptions {
  /** Columns that are kept as they are, and not as the float32 that a model sees: the target, a time. */
  readonly exact: ReadonlySet<string>;
  /** Columns that are not read. */
  readonly ignored: ReadonlySet<string>;
  readonly memoryBytes: number;
}

/** Gathers the rows of frames that have one schema. */
export class TableCollector {
  readonly #columns: readonly Growing[];
  readonly #memoryBytes: number;
  readonly #rowBytes: number;
  #rows = 0;
  #space = 0;

  constructor({ fields }: Schema, { exact, ignored, memoryBytes }: CollectOptions) {
    this.#columns = fields.map((field) => growing(field, exact.has(field.name), ignored.has(field.name)));
    this.#memoryBytes = memoryBytes;
    this.#rowBytes = this.#columns.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  get rows(): number {
    return this.#rows;
  }

  /** Throws where the rows would take more memory than they may. */
  add(frame: Frame): void {
    this.#makeSpace(this.#rows + frame.length);
    this.#columns.forEach((column, i) => column.add(frame.columns[i], this.#rows));
    this.#rows += frame.length;
  }

  end(): TrainTable {
    return { rows: this.#rows, columns: this.#columns.map((column) => column.end(this.#rows)) };
  }

  #makeSpace(rows: number): void {
    const needed = rows * this.#rowBytes * WORKING_FACTOR;
    if (needed > this.#memoryBytes) throw tooLarge(this.#rows, this.#memoryBytes, this.#rowBytes);
    if (rows <= this.#space) return;
    this.#space = Math.max(rows, this.#space * 2, 1024);
    for (const column of this.#columns) column.reserve(this.#space);
  }
}

/**
 * What learning takes for each byte of a row: the row and its copy while it grows, its features, their bins, and what
 * trees are grown with.
 */
const WORKING_FACTOR = 4;
const BYTES_PER_MB = 1024 * 1024;

function tooLarge(rows: number, memoryBytes: number, rowBytes: number): MillraceError {
  const limit = Math.floor(memoryBytes / (rowBytes * WORKING_FACTOR));
  return new MillraceError("TRAIN_TOO_LARGE", {
    message: `All rows have to be in memory to learn from them, and they take more than they may: ${rows.toLocaleString("en")} rows were read.`,
    expected: `at most ${Math.round(memoryBytes / BYTES_PER_MB).toLocaleString("en")} MB`,
    got: `${(rowBytes * WORKING_FACTOR).toLocaleString("en")} bytes a row`,
    hint: `Learn from the first ${limit.toLocaleString("en")} rows (--limit ${limit}), leave columns out (--ignore), or allow more (--memory, in MB).`,
  });
}

interface Growing {
  /** Bytes of a row. */
  readonly bytes: number;
  reserve(rows: number): void;
  add(column: Column, at: number): void;
  end(rows: number): TableColumn;
}

function growing({ name, type }: Field, exact: boolean, ignored: boolean): Growing {
  if (ignored) return unfit(name, "ignored, as was asked");
  if (type.type === "text") return words(name);
  if (isMeasure(type)) return numbers(name, type.type, exact);
  return unfit(name, `a model of numbers and words cannot read ${type.type}`);
}

/** Times are measures where a target or an order is asked for; as features they are cut into parts before. */
function isMeasure({ type }: DataType): boolean {
  return isNumberType(type) || ["bool", "timestamp", "date", "duration"].includes(type);
}

function unfit(name: string, why: string): Growing {
  return { bytes: 0, reserve: () => {}, add: () => {}, end: () => ({ kind: "unfit", name, why }) };
}

function numbers(name: string, type: string, exact: boolean): Growing {
  const Values = exact ? Float64Array : Float32Array;
  let values: Float64Array | Float32Array = new Values(0);
  let beyond = 0;
  return {
    bytes: Values.BYTES_PER_ELEMENT,
    reserve(rows) {
      const larger = new Values(rows);
      larger.set(values);
      values = larger;
    },
    add(column, at) {
      if (column.layout !== "fixed") throw new Error(`Column "${name}" has changed its layout.`);
      const source = column.values;
      const { validity } = column;
      for (let row = 0; row < column.length; row++) values[at + row] = Number(source[row]);
      if (validity)
        for (let row = 0; row < column.length; row++) if (column.isNull(row)) values[at + row] = NaN;
      for (let row = 0; row < column.length; row++)
        if (!column.isNull(row) && isBeyondFloat32(Number(source[row]))) beyond++;
    },
    end: (rows) => ({ kind: "number", name, type, values: values.slice(0, rows), beyond }),
  };
}

function words(name: string): Growing {
  const known = new Map<string, number>();
  let codes = new Int32Array(0);
  let tooMany = false;
  return {
    bytes: Int32Array.BYTES_PER_ELEMENT,
    reserve(rows) {
      if (tooMany) return;
      const larger = new Int32Array(rows);
      larger.set(codes);
      codes = larger;
    },
    add(column, at) {
      if (tooMany) return;
      for (let row = 0; row < column.length; row++) {
        const word = column.get(row) as string | null;
        // A model sees no difference between no word and an empty one.
        codes[at + row] = word === null || word === "" ? -1 : codeOf(word);
      }
      if (known.size <= MOST_WORDS) return;
      tooMany = true;
      known.clear();
      codes = new Int32Array(0);
    },
    end: (rows) =>
      tooMany
        ? { kind: "unfit", name, why: `it has more than ${MOST_WORDS.toLocaleString("en")} different words` }
        : { kind: "words", name, words: [...known.keys()], codes: codes.slice(0, rows) },
  };

  function codeOf(word: string): number {
    const found = known.get(word);
    if (found !== undefined) return found;
    const code = known.size;
    known.set(word, code);
    return code;
  }
}
