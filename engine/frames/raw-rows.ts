// The bytes a delimited text row came from, kept so that untouched columns are decoded late and written back verbatim.

/** How rows of a delimited text file are spelled. All characters are single bytes. */
export interface Dialect {
  readonly delimiter: number;
  /** The quote's byte, or -1 where the file has none. */
  readonly quote: number;
  /** Unquoted cells that mean null; the empty cell is one unless told otherwise. */
  readonly nullWords: readonly string[];
  readonly decimalComma: boolean;
  /** What stands between thousands, where numbers have such marks: cells are then no plain numbers. */
  readonly thousands?: "," | "." | "'" | "space";
  /** How dates and times are written besides ISO 8601, e.g. `dd.MM.yyyy`. */
  readonly dateFormat?: string;
  readonly encoding: "utf-8" | "latin1";
}

/**
 * A run of rows inside one buffer: row `i` is `bytes[starts[i], ends[i])`, without its line end.
 * Every row has exactly `fields` cells (rows that do not were failed by the reader).
 */
export class RawRows {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly fields: number;
  readonly dialect: Dialect;
  /** Whether any cell of the buffer is quoted; false lets readers skip the quote handling. */
  readonly quoted: boolean;
  #offsets: Int32Array | (() => Int32Array) | null;
  #taken: { rows: Int32Array; result: RawRows } | null = null;
  #sliced: { from: number; to: number; result: RawRows } | null = null;

  constructor(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    fields: number,
    dialect: Dialect,
    quoted: boolean,
    offsets: Int32Array | (() => Int32Array) | null = null,
  ) {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
    this.fields = fields;
    this.dialect = dialect;
    this.quoted = quoted;
    this.#offsets = offsets;
  }

  get length(): number {
    return this.starts.length;
  }

  /** The rows at the given indices. The last answer is kept: all columns of a frame ask with the same indices. */
  take(rows: Int32Array): RawRows {
    if (this.#taken?.rows === rows) return this.#taken.result;
    const starts = gather(this.starts, rows);
    const ends = gather(this.ends, rows);
    const offsets = this.#offsets && (() => this.#takeOffsets(rows));
    const result = new RawRows(this.bytes, starts, ends, this.fields, this.dialect, this.quoted, offsets);
    this.#taken = { rows, result };
    return result;
  }

  /** Rows `[from, to)` as views; the last answer is kept, as for `take`. */
  slice(from: number, to: number): RawRows {
    if (this.#sliced?.from === from && this.#sliced.to === to) return this.#sliced.result;
    const width = this.fields + 1;
    const result = new RawRows(
      this.bytes,
      this.starts.subarray(from, to),
      this.ends.subarray(from, to),
      this.fields,
      this.dialect,
      this.quoted,
      this.#offsets && (() => this.offsets().subarray(from * width, to * width)),
    );
    this.#sliced = { from, to, result };
    return result;
  }

  /**
   * Where each cell begins: `offsets[row * (fields + 1) + field]`; the last entry of a row is one past its end, as if
   * a delimiter stood there, so a cell is `[offsets[k], offsets[k + 1] - 1)`. Given by the reader, or found on first
   * use and kept.
   */
  offsets(): Int32Array {
    if (typeof this.#offsets === "function") this.#offsets = this.#offsets();
    this.#offsets ??= this.#findOffsets();
    return this.#offsets;
  }

  /**
   * Where the cells `[first, behind)` of each row begin and end, without the delimiter behind them. Reads no further than
   * it must: the first cells of long rows are found without looking at the others.
   */
  span(first: number, behind: number): { readonly from: Int32Array; readonly to: Int32Array } {
    const { starts, ends, fields } = this;
    if (first === 0 && behind === fields) return { from: starts, to: ends };
    const from = new Int32Array(starts.length);
    const to = new Int32Array(starts.length);
    if (this.#offsets === null && !this.quoted) {
      this.#findSpan(first, behind, from, to);
    } else {
      const offsets = this.offsets();
      const width = fields + 1;
      for (let row = 0, k = 0; row < from.length; row++, k += width) {
        from[row] = offsets[k + first];
        to[row] = offsets[k + behind] - 1;
      }
    }
    return { from, to };
  }

  /** For rows without quotes. */
  #findSpan(first: number, behind: number, from: Int32Array, to: Int32Array): void {
    const { bytes, starts, ends, dialect, fields } = this;
    const { delimiter } = dialect;
    for (let row = 0; row < from.length; row++) {
      let at = starts[row];
      for (let field = 0; field < first; field++) {
        while (bytes[at] !== delimiter) at++;
        at++;
      }
      from[row] = at;
      if (behind === fields) {
        to[row] = ends[row];
        continue;
      }
      for (let field = first; field < behind; field++) {
        while (bytes[at] !== delimiter) at++;
        at++;
      }
      to[row] = at - 1;
    }
  }

  #findOffsets(): Int32Array {
    const { bytes, starts, ends, fields, dialect, quoted } = this;
    const { delimiter, quote } = dialect;
    const out = new Int32Array(starts.length * (fields + 1));
    let at = 0;
    for (let row = 0; row < starts.length; row++) {
      const end = ends[row];
      let inQuotes = false;
      out[at++] = starts[row];
      for (let i = starts[row]; i < end; i++) {
        const byte = bytes[i];
        // Quotes mean something only in a cell that begins with one; a doubled one closes and opens again.
        if (quoted && byte === quote && bytes[out[at - 1]] === quote) inQuotes = !inQuotes;
        else if (byte === delimiter && !inQuotes) out[at++] = i + 1;
      }
      out[at++] = end + 1;
    }
    return out;
  }

  #takeOffsets(rows: Int32Array): Int32Array {
    const offsets = this.offsets();
    const width = this.fields + 1;
    const out = new Int32Array(rows.length * width);
    for (let i = 0, at = 0; i < rows.length; i++) {
      for (let k = rows[i] * width, end = k + width; k < end; k++) out[at++] = offsets[k];
    }
    return out;
  }

  /** The text of a cell, unquoted; null where it is one of the dialect's null words. */
  cell(row: number, field: number): string | null {
    const offsets = this.offsets();
    const k = row * (this.fields + 1) + field;
    const from = offsets[k];
    const to = offsets[k + 1] - 1;
    const { quote, nullWords, encoding } = this.dialect;
    if (this.quoted && to - from >= 2 && this.bytes[from] === quote && this.bytes[to - 1] === quote) {
      const inner = decode(this.bytes, from + 1, to - 1, encoding);
      const mark = String.fromCharCode(quote);
      return inner.includes(mark) ? inner.replaceAll(mark + mark, mark) : inner;
    }
    const text = decode(this.bytes, from, to, encoding);
    return nullWords.includes(text) ? null : text;
  }
}

const decoders = { "utf-8": new TextDecoder("utf-8"), latin1: new TextDecoder("latin1") };

/** Decodes bytes; short ASCII (most cells) without the cost of a `TextDecoder` call. */
function decode(bytes: Uint8Array, from: number, to: number, encoding: Dialect["encoding"]): string {
  if (to - from <= 24) {
    let text = "";
    for (let i = from; i < to; i++) {
      if (bytes[i] > 127) return decoders[encoding].decode(bytes.subarray(from, to));
      text += String.fromCharCode(bytes[i]);
    }
    return text;
  }
  return decoders[encoding].decode(bytes.subarray(from, to));
}

/** A loop of its own: V8 compiles it sooner than one in the middle of other work. */
function gather(places: Int32Array, rows: Int32Array): Int32Array {
  const out = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = places[rows[i]];
  return out;
}
