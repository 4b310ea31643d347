// A table in DuckDB that takes the rows of frames: numbers are copied from typed arrays, a piece at a time.

import type { Appender, DataChunk, LogicalType, Vector } from "@duckdb/node-bindings";
import { sliceBitmap, type Bitmap } from "../../../engine/frames/bitmap.ts";
import type { Column, FixedColumn } from "../../../engine/frames/column.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Database } from "./database.ts";
import { jsonCell } from "./json-cell.ts";
import { named } from "./sql-text.ts";
import { handingOf, type Handing } from "./sql-types.ts";

/** What stands behind a table: the rows as they were handed over. */
const HANDED = " handed over";

export class RowsTable {
  readonly #database: Database;
  readonly #name: string;
  readonly #appender: Appender;
  readonly #types: readonly LogicalType[];
  readonly #select: string;

  private constructor(
    database: Database,
    name: string,
    {
      appender,
      types,
      select,
    }: { readonly appender: Appender; readonly types: readonly LogicalType[]; readonly select: string },
  ) {
    this.#database = database;
    this.#name = name;
    this.#appender = appender;
    this.#types = types;
    this.#select = select;
  }

  /** Makes the table `name` for rows of that schema, whose columns must all be such that a table can hold them. */
  static async make(database: Database, name: string, { fields }: Schema): Promise<RowsTable> {
    const handings = fields.map(({ type }) => handingOf(type)!);
    const columns = handings.map(({ given }, i) => `c${i} ${given}`);
    await database.run(`CREATE TABLE ${named(name + HANDED)} (${columns.join(", ")})`);
    const values = fields.map(({ name: column }, i) => `${sqlOf(handings[i], i)} AS ${named(column)}`);
    const select = `SELECT ${values.join(", ")} FROM ${named(name + HANDED)}`;
    await database.run(`CREATE VIEW ${named(name)} AS ${select}`);
    const { duckdb, connection } = database;
    const appender = duckdb.appender_create(connection, null, name + HANDED);
    const types = fields.map((_, i) => duckdb.appender_column_type(appender, i));
    return new RowsTable(database, name, { appender, types, select });
  }

  /** As SQL has it, what gives rows `[from, to)` alone, as they were added; of these only `some`, counted from the first of them. */
  rows(from: number, to: number, some: Int32Array | null): string {
    const part = `${this.#select} WHERE rowid >= ${from} AND rowid < ${to}`;
    if (some === null) return `(${part})`;
    // One text, and not a number each, which DuckDB reads one by one. How it finds them may be in another order.
    const numbers = `SELECT unnest(CAST('[${some.join()}]' AS BIGINT[]))`;
    return `(${part} AND rowid - ${from} IN (${numbers}) ORDER BY rowid)`;
  }

  /** After the end. */
  async drop(): Promise<void> {
    await this.#database.run(`DROP VIEW ${named(this.#name)}`);
    await this.#database.run(`DROP TABLE ${named(this.#name + HANDED)}`);
  }

  add(columns: readonly Column[], length: number): void {
    const { duckdb } = this.#database;
    const most = duckdb.vector_size();
    for (let from = 0; from < length; from += most) {
      const rows = Math.min(most, length - from);
      const chunk = duckdb.create_data_chunk([...this.#types]);
      duckdb.data_chunk_set_size(chunk, rows);
      columns.forEach((column, i) => this.#fill(chunk, i, column, from, rows));
      duckdb.append_data_chunk(this.#appender, chunk);
    }
  }

  /** All rows are in the table then; nothing can be added any more. */
  end(): void {
    this.#database.duckdb.appender_close_sync(this.#appender);
  }

  #fill(chunk: DataChunk, index: number, column: Column, from: number, rows: number): void {
    const vector = this.#database.duckdb.data_chunk_get_vector(chunk, index);
    if (column.layout === "fixed") this.#numbers(vector, column, from, rows);
    else this.#texts(vector, column, from, rows);
  }

  #numbers(vector: Vector, column: FixedColumn, from: number, rows: number): void {
    const { duckdb } = this.#database;
    const isTime = column.type.type === "timestamp";
    const own = column.values.subarray(from, from + rows);
    const values = isTime ? microseconds(own as Float64Array) : own;
    const { buffer, byteOffset, byteLength } = values;
    duckdb.copy_data_to_vector(vector, 0, buffer as ArrayBuffer, byteOffset, byteLength);
    if (column.validity) this.#validity(vector, sliceBitmap(column.validity, from, from + rows)!, rows);
  }

  #texts(vector: Vector, column: Column, from: number, rows: number): void {
    const { duckdb } = this.#database;
    let validity: Uint8Array | null = null;
    for (let row = 0; row < rows; row++) {
      const cell = column.get(from + row);
      if (cell === null) {
        validity ??= new Uint8Array(wholeWords(rows)).fill(255);
        validity[row >> 3] &= ~(1 << (row & 7));
      } else {
        const text = column.layout === "text" ? (cell as string) : jsonCell(cell);
        duckdb.vector_assign_string_element(vector, row, text);
      }
    }
    if (validity) this.#validity(vector, validity, rows);
  }

  /** DuckDB's bits stand as ours, in words of 64. */
  #validity(vector: Vector, bits: Bitmap, rows: number): void {
    const { duckdb } = this.#database;
    const words = new Uint8Array(wholeWords(rows));
    words.set(bits.subarray(0, Math.min(bits.length, words.length)));
    duckdb.vector_ensure_validity_writable(vector);
    duckdb.copy_data_to_vector_validity(vector, 0, words.buffer, 0, words.length);
  }
}

function sqlOf({ sql }: Handing, index: number): string {
  return sql(`c${index}`);
}

/** Bytes of so many bits, in words of 64. */
function wholeWords(rows: number): number {
  return Math.ceil(rows / 64) * 8;
}

/** 2^32: what one unit of the upper half of a 64-bit number is. */
const UPPER = 4294967296;

/** Milliseconds as whole microseconds of 64 bits, which are made of their halves: a bigint for each would take ten times as long. */
function microseconds(ms: Float64Array): Int32Array {
  const halves = new Int32Array(ms.length * 2);
  for (let i = 0; i < ms.length; i++) {
    const us = Math.round(ms[i] * 1000);
    const upper = Math.floor(us / UPPER);
    halves[i * 2] = us - upper * UPPER;
    halves[i * 2 + 1] = upper;
  }
  return halves;
}
