// The text of one piece of an answer, read out of DuckDB's memory when somebody asks for it.

import type { DataChunk, Vector } from "@duckdb/node-bindings";
import { isSet, type Bitmap } from "../../../engine/frames/bitmap.ts";
import type { DuckDB } from "./library.ts";

/** A text is 16 bytes: its length, then itself or, where it is longer, its first four bytes and where it stands. */
const ENTRY_BYTES = 16;
const MOST_INLINE = 12;

const decoder = new TextDecoder();

export class TextPiece {
  readonly #duckdb: DuckDB;
  /** Holds the memory that everything else here looks into. */
  readonly #chunk: DataChunk;
  readonly #entries: DataView<ArrayBuffer>;
  readonly #rows: number;
  readonly #validity: Bitmap | null;

  constructor(duckdb: DuckDB, chunk: DataChunk, vector: Vector, rows: number, validity: Bitmap | null) {
    this.#duckdb = duckdb;
    this.#chunk = chunk;
    const bytes = duckdb.vector_get_data(vector, rows * ENTRY_BYTES);
    this.#entries = new DataView(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
    this.#rows = rows;
    this.#validity = validity;
  }

  readInto(texts: (string | null)[]): void {
    if (this.#duckdb.data_chunk_get_size(this.#chunk) !== this.#rows) throw new Error("A piece was changed.");
    const validity = this.#validity;
    for (let row = 0; row < this.#rows; row++)
      texts.push(validity !== null && !isSet(validity, row) ? null : this.#at(row * ENTRY_BYTES));
  }

  #at(place: number): string {
    const entries = this.#entries;
    const length = entries.getUint32(place, true);
    const start = entries.byteOffset + place;
    if (length <= MOST_INLINE) return shortText(new Uint8Array(entries.buffer, start + 4, length));
    return decoder.decode(this.#duckdb.get_data_from_pointer(entries.buffer, start + 8, length));
  }
}

/** ASCII sign by sign, which is several times as fast for a few of them. */
function shortText(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] > 127) return decoder.decode(bytes);
    text += String.fromCharCode(bytes[i]);
  }
  return text;
}
