// Pieces of an answer become frames: numbers are copied from DuckDB's memory into typed arrays, text is read when somebody asks for it.

import type { DataChunk } from "@duckdb/node-bindings";
import { allocateFixed, freshLineage } from "../../../engine/frames/builder.ts";
import { allValid, clearBit, isSet, type Bitmap } from "../../../engine/frames/bitmap.ts";
import {
  FixedColumn,
  ObjectColumn,
  TextColumn,
  type Cell,
  type Column,
  type FixedType,
  type ObjectType,
} from "../../../engine/frames/column.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import { MOST_DAYS, MOST_MS } from "../../../engine/frames/time-text.ts";
import type { NumberArray, Schema } from "../../../engine/frames/types.ts";
import type { ColumnPlan } from "./column-plan.ts";
import type { DuckDB } from "./library.ts";
import { TextPiece } from "./text-piece.ts";

/** Rows of a frame: those of one of DuckDB's pieces. With four, DuckDB waits while they are worked on: 0.86 of the rate, measured. */
const FRAME_ROWS = 2048;
/** Values of a frame at the most, unless a single piece has more: wide tables come in short frames. */
const FRAME_VALUES = 1 << 20;

/** Collects pieces until there are enough of them for a frame. */
export class ChunkRows {
  readonly #duckdb: DuckDB;
  readonly #schema: Schema;
  readonly #source: string;
  readonly #plans: readonly ColumnPlan[];
  readonly #most: number;
  readonly #beyond: (column: string) => void;
  #next: number;
  #columns: Gathered[] = [];
  #rows = 0;

  constructor(
    duckdb: DuckDB,
    plans: readonly ColumnPlan[],
    schema: Schema,
    {
      source,
      firstRow,
      beyond,
    }: {
      readonly source: string;
      readonly firstRow: number;
      /** Hears of columns with times that no calendar has: they are empty. */
      readonly beyond: (column: string) => void;
    },
  ) {
    this.#duckdb = duckdb;
    this.#plans = plans;
    this.#schema = schema;
    this.#source = source;
    this.#next = firstRow;
    this.#beyond = beyond;
    const piece = duckdb.vector_size();
    this.#most = Math.min(FRAME_ROWS, Math.max(piece, Math.floor(FRAME_VALUES / plans.length)));
    this.#begin();
  }

  /** The frame that is full without this piece, if any. */
  add(chunk: DataChunk): Frame | null {
    const rows = this.#duckdb.data_chunk_get_size(chunk);
    const full = this.#rows + rows > this.#most ? this.take() : null;
    for (const column of this.#columns) column.add(chunk, rows);
    this.#rows += rows;
    return full;
  }

  /** What is left; null where nothing is. */
  take(): Frame | null {
    if (this.#rows === 0) return null;
    const columns = this.#columns.map((column) => column.column(this.#rows));
    const lineage = freshLineage(this.#source, this.#next, this.#next + this.#rows, "row");
    const frame = new Frame(this.#schema, columns, this.#rows, lineage);
    this.#next += this.#rows;
    this.#rows = 0;
    this.#begin();
    return frame;
  }

  #begin(): void {
    this.#columns = this.#plans.map(({ name, coming }, index) =>
      coming.as === "numbers"
        ? new GatheredNumbers(this.#duckdb, index, coming.type, this.#most, () => this.#beyond(name))
        : new GatheredText(this.#duckdb, index, coming.as === "json" ? (coming.type as ObjectType) : null),
    );
  }
}

interface Gathered {
  add(chunk: DataChunk, rows: number): void;
  column(rows: number): Column;
}

class GatheredNumbers implements Gathered {
  readonly #duckdb: DuckDB;
  readonly #index: number;
  readonly #type: FixedType;
  readonly #values: NumberArray;
  readonly #beyond: () => void;
  #validity: Bitmap | null = null;
  #rows = 0;

  constructor(duckdb: DuckDB, index: number, type: FixedType, most: number, beyond: () => void) {
    this.#duckdb = duckdb;
    this.#index = index;
    this.#type = type;
    this.#values = allocateFixed(type, most);
    this.#beyond = beyond;
  }

  add(chunk: DataChunk, rows: number): void {
    const values = this.#values;
    const vector = this.#duckdb.data_chunk_get_vector(chunk, this.#index);
    const bytes = this.#duckdb.vector_get_data(vector, rows * values.BYTES_PER_ELEMENT);
    const Same = values.constructor as new (b: ArrayBufferLike, o: number, n: number) => NumberArray;
    values.set(new Same(bytes.buffer, bytes.byteOffset, rows) as never, this.#rows);
    const validity = validityOf(this.#duckdb, vector, rows);
    if (validity) this.#note(validity, rows);
    const { type } = this.#type;
    if (type === "timestamp") this.#keepBelow(MOST_MS, rows);
    else if (type === "date") this.#keepBelow(MOST_DAYS, rows);
    this.#rows += rows;
  }

  /** Under a null stands what DuckDB left there; here it is 0, NaN in floats. */
  #note(valid: Bitmap, rows: number): void {
    const values = this.#values;
    const none = values instanceof Float64Array || values instanceof Float32Array ? NaN : 0;
    const isBig = values instanceof BigInt64Array || values instanceof BigUint64Array;
    for (let row = 0; row < rows; row++) {
      if (isSet(valid, row)) continue;
      this.#validity ??= allValid(values.length);
      clearBit(this.#validity, this.#rows + row);
      values[this.#rows + row] = isBig ? 0n : none;
    }
  }

  /** DuckDB's times reach farther than those here, and may be infinite. */
  #keepBelow(most: number, rows: number): void {
    const values = this.#values as Float64Array | Int32Array;
    for (let at = this.#rows; at < this.#rows + rows; at++) {
      if (!(Math.abs(values[at]) > most)) continue;
      this.#validity ??= allValid(values.length);
      clearBit(this.#validity, at);
      values[at] = values instanceof Float64Array ? NaN : 0;
      this.#beyond();
    }
  }

  column(rows: number): FixedColumn {
    const validity = this.#validity && this.#validity.subarray(0, (rows + 7) >> 3);
    return new FixedColumn(this.#type, rows, { values: this.#values.subarray(0, rows), validity });
  }
}

class GatheredText implements Gathered {
  readonly #duckdb: DuckDB;
  readonly #index: number;
  readonly #json: ObjectType | null;
  readonly #pieces: TextPiece[] = [];

  constructor(duckdb: DuckDB, index: number, json: ObjectType | null) {
    this.#duckdb = duckdb;
    this.#index = index;
    this.#json = json;
  }

  add(chunk: DataChunk, rows: number): void {
    const vector = this.#duckdb.data_chunk_get_vector(chunk, this.#index);
    this.#pieces.push(
      new TextPiece(this.#duckdb, chunk, vector, rows, validityOf(this.#duckdb, vector, rows)),
    );
  }

  column(rows: number): Column {
    const pieces = this.#pieces;
    const read = () => {
      const texts: (string | null)[] = [];
      for (const piece of pieces) piece.readInto(texts);
      return texts;
    };
    if (!this.#json) return new TextColumn(rows, read);
    return new ObjectColumn(this.#json, read().map(parsed));
  }
}

/** DuckDB writes NaN and infinity as such, which JSON does not know: a cell with one stays text. */
function parsed(text: string | null): Cell {
  if (text === null) return null;
  try {
    return JSON.parse(text) as Cell;
  } catch {
    return text;
  }
}

/** Null where all rows have values. The bits stand as ours do. */
function validityOf(
  duckdb: DuckDB,
  vector: Parameters<DuckDB["vector_get_data"]>[0],
  rows: number,
): Bitmap | null {
  return duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8) ?? null;
}
