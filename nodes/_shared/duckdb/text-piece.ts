// The text of one piece of an answer, read out of DuckDB's memory when somebody asks for it.

import type { DataChunk, Vector } from "@duckdb/node-bindings";
import { isSet, type Bitmap } from "../../../engine/frames/bitmap.ts";
import type { DuckDB } from "./library.ts";
import { ShortTexts } from "./short-texts.ts";

/** A text is 16 bytes: its length, then itself or, where it is longer, its first four bytes and where it stands. */
const ENTRY_BYTES = 16;
const MOST_INLINE = 12;
/** Two texts so near to each other are read as one: what lies between them lies in the memory pages of either. */
const NEAR_BYTES = 4096n;

const decoder = new TextDecoder();
/** Of all pieces: what is short comes again and again. */
const short = new ShortTexts();

/** Rows whose texts stand near to each other, and where these begin and end. */
interface Stretch {
  readonly firstRow: number;
  behindRow: number;
  from: bigint;
  to: bigint;
}

export class TextPiece {
  readonly #duckdb: DuckDB;
  /** Holds the memory that everything else here looks into. */
  readonly #chunk: DataChunk;
  readonly #bytes: Uint8Array;
  readonly #rows: number;
  readonly #validity: Bitmap | null;

  constructor(duckdb: DuckDB, chunk: DataChunk, vector: Vector, rows: number, validity: Bitmap | null) {
    this.#duckdb = duckdb;
    this.#chunk = chunk;
    this.#bytes = duckdb.vector_get_data(vector, rows * ENTRY_BYTES);
    this.#rows = rows;
    this.#validity = validity;
  }

  /** Appends the texts of all rows. */
  readInto(texts: (string | null)[]): void {
    if (this.#duckdb.data_chunk_get_size(this.#chunk) !== this.#rows) throw new Error("A piece was changed.");
    const { buffer, byteOffset } = this.#bytes;
    const words = new Uint32Array(buffer, byteOffset, this.#rows * 4);
    const before = texts.length;
    let hasLong = false;
    for (let row = 0; row < this.#rows; row++) {
      if (this.#validity !== null && !isSet(this.#validity, row)) texts.push(null);
      else if (words[row * 4] <= MOST_INLINE) texts.push(short.at(words, row * 4));
      else {
        hasLong = true;
        texts.push("");
      }
    }
    if (hasLong) for (const stretch of this.#stretches(words)) this.#read(stretch, words, texts, before);
  }

  #isLong(words: Uint32Array, row: number): boolean {
    return words[row * 4] > MOST_INLINE && (this.#validity === null || isSet(this.#validity, row));
  }

  *#stretches(words: Uint32Array): Generator<Stretch> {
    const places = new BigUint64Array(words.buffer, words.byteOffset, this.#rows * 2);
    let open: Stretch | null = null;
    for (let row = 0; row < this.#rows; row++) {
      if (!this.#isLong(words, row)) continue;
      const from = places[row * 2 + 1];
      const to = from + BigInt(words[row * 4]);
      if (open && from < open.to + NEAR_BYTES && to + NEAR_BYTES > open.from) {
        if (from < open.from) open.from = from;
        if (to > open.to) open.to = to;
        open.behindRow = row + 1;
      } else {
        if (open) yield open;
        open = { firstRow: row, behindRow: row + 1, from, to };
      }
    }
    if (open) yield open;
  }

  #read(
    { firstRow, behindRow, from, to }: Stretch,
    words: Uint32Array,
    texts: (string | null)[],
    before: number,
  ) {
    const place = BigUint64Array.of(from);
    const bytes = this.#duckdb.get_data_from_pointer(place.buffer, 0, Number(to - from));
    const whole = decoder.decode(bytes);
    // As many signs as bytes: all of it is ASCII, and a place in the bytes is one in the text.
    const isPlain = whole.length === bytes.length;
    const low = Number(from & 0xffffffffn);
    for (let row = firstRow; row < behindRow; row++) {
      if (!this.#isLong(words, row)) continue;
      const length = words[row * 4];
      // A stretch is shorter than 4 GB: the lower halves are enough.
      const at = (words[row * 4 + 2] - low) >>> 0;
      texts[before + row] = isPlain
        ? whole.slice(at, at + length)
        : decoder.decode(bytes.subarray(at, at + length));
    }
  }
}
