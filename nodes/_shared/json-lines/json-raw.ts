// Writes untouched cells of a delimited file as JSON, byte for byte where their spelling is JSON's too.

import type { FixedColumn } from "../../../engine/frames/column.ts";
import type { RawRows } from "../../../engine/frames/raw-rows.ts";
import type { ByteSink } from "../csv/byte-sink.ts";

const QUOTE = 34;
const BACKSLASH = 92;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;

/** Whether every cell that looks like a JSON number is one: no null word does, the decimal sign is a point, and thousands have no mark. */
export function hasJsonNumbers(rows: RawRows): boolean {
  const { decimalComma, nullWords, thousands } = rows.dialect;
  return !decimalComma && thousands === undefined && nullWords.every((word) => !/^-?\d/.test(word));
}

/** Numbers of neighbouring fields, each behind its key: one walk over the bytes of the row. */
export class RawNumbers {
  readonly #rows: RawRows;
  readonly #first: number;
  readonly #columns: readonly FixedColumn[];
  readonly #keys: readonly Uint8Array[];
  readonly #other: (sink: ByteSink, column: FixedColumn, row: number) => void;
  readonly #longest: number;

  /** `columns` are the fields from `first` on; `other` writes a value whose spelling is not JSON's. */
  constructor(
    rows: RawRows,
    first: number,
    columns: readonly FixedColumn[],
    keys: readonly Uint8Array[],
    other: (sink: ByteSink, column: FixedColumn, row: number) => void,
  ) {
    this.#rows = rows;
    this.#first = first;
    this.#columns = columns;
    this.#keys = keys;
    this.#other = other;
    this.#longest = keys.reduce((sum, key) => sum + key.length, 0);
  }

  write(sink: ByteSink, row: number): void {
    const { bytes, ends, starts, fields, dialect } = this.#rows;
    const { delimiter } = dialect;
    const keys = this.#keys;
    const end = ends[row];
    let p = this.#first === 0 ? starts[row] : this.#rows.offsets()[row * (fields + 1) + this.#first];
    for (let i = 0; i < keys.length; i++) {
      // What is written is at most the keys and the bytes of the cells; `other` makes room for itself.
      sink.reserve(this.#longest + end - p);
      const out = sink.bytes;
      const key = keys[i];
      let at = sink.at;
      for (let k = 0; k < key.length; k++) out[at++] = key[k];
      sink.at = at;
      const from = p;
      const first = bytes[p] === MINUS ? bytes[p + 1] : bytes[p];
      const second = bytes[p] === MINUS ? bytes[p + 2] : bytes[p + 1];
      let byte = bytes[p];
      while (p < end && byte !== delimiter && byte <= NINE) {
        out[at++] = byte;
        byte = bytes[++p];
      }
      const isDigit = first >= ZERO && first <= NINE;
      const leadingZero = first === ZERO && second >= ZERO && second <= NINE && p - from > 1;
      if (
        (p === end || byte === delimiter) &&
        isDigit &&
        !leadingZero &&
        bytes[p - 1] !== POINT &&
        bytes[p - 1] >= ZERO
      ) {
        sink.at = at;
      } else {
        while (p < end && bytes[p] !== delimiter) p++;
        this.#other(sink, this.#columns[i], row);
      }
      p++;
    }
  }
}

/** Text of one field: copied between quotes where nothing in it must be escaped. */
export class RawText {
  readonly #rows: RawRows;
  readonly #field: number;
  readonly #key: Uint8Array;
  /** 1 for bytes that a null word, or an empty or quoted cell, may begin with. */
  readonly #suspicious = new Uint8Array(256);

  constructor(rows: RawRows, field: number, key: Uint8Array) {
    this.#rows = rows;
    this.#field = field;
    this.#key = key;
    const encoder = new TextEncoder();
    for (const word of rows.dialect.nullWords) this.#suspicious[encoder.encode(word)[0] ?? 0] = 1;
    if (rows.dialect.quote >= 0) this.#suspicious[rows.dialect.quote] = 1;
  }

  write(sink: ByteSink, row: number): void {
    const rows = this.#rows;
    const { bytes } = rows;
    const offsets = rows.offsets();
    const k = row * (rows.fields + 1) + this.#field;
    const from = offsets[k];
    const to = offsets[k + 1] - 1;
    sink.append(this.#key);
    if (to > from && this.#suspicious[bytes[from]] === 0) {
      sink.reserve(to - from + 2);
      const out = sink.bytes;
      let at = sink.at;
      out[at++] = QUOTE;
      let p = from;
      for (; p < to; p++) {
        const byte = bytes[p];
        if (byte < 32 || byte === QUOTE || byte === BACKSLASH) break;
        out[at++] = byte;
      }
      if (p === to) {
        out[at++] = QUOTE;
        sink.at = at;
        return;
      }
    }
    sink.text(JSON.stringify(rows.cell(row, this.#field)));
  }
}
