// Writers of CSV cells: one for each kind of column, chosen once per frame.

import type { Column, FixedColumn, TextColumn } from "../../../engine/frames/column.ts";
import type { RawRows } from "../../../engine/frames/raw-rows.ts";
import { cellText } from "../cell-text.ts";
import { ByteSink } from "./byte-sink.ts";
import { withoutFormula } from "./formula-text.ts";
import { hasFractions, withDecimalComma } from "./decimal-comma.ts";
import type { KernelRows } from "./kernel/kernel-rows.ts";
import { writeFloat32, writeFloat64 } from "./write-number.ts";

/** How the file is spelled. */
export interface CsvStyle {
  readonly delimiter: number;
  /** What stands before a fraction: a comma instead of a point. */
  readonly decimalComma: boolean;
  /** Quote all cells of text, or only those that need it. */
  readonly quoteAll: boolean;
  readonly nullText: string;
  /** Texts that spreadsheets take for formulas are written as text. */
  readonly escapeFormulas: boolean;
}

export const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;
/** Room for a word at first. */
const WORD_BYTES = 64;

/** Writes what stands in some columns of a row. */
export interface CellWriter {
  write(sink: ByteSink, row: number): void;
  /** Describes the cells to the kernel; false where it cannot write them. */
  describe?(rows: KernelRows): boolean;
}

/** Neighbouring cells of the file the rows came from, as they stand there. */
export class RawRun implements CellWriter {
  readonly #rows: RawRows;
  readonly #view: DataView;
  readonly #from: Int32Array;
  readonly #to: Int32Array;

  /** Fields `[first, behind)` of the rows. */
  constructor(rows: RawRows, first: number, behind: number) {
    const { bytes } = rows;
    const { from, to } = rows.span(first, behind);
    this.#rows = rows;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#from = from;
    this.#to = to;
  }

  write(sink: ByteSink, row: number): void {
    sink.copy(this.#rows.bytes, this.#view, this.#from[row], this.#to[row]);
  }

  describe(kernel: KernelRows): boolean {
    return kernel.raw(this.#rows.bytes, this.#from, this.#to);
  }

  get bytes(): Uint8Array {
    return this.#rows.bytes;
  }
}

/** The writer of one column. */
export function cellWriter(column: Column, style: CsvStyle): CellWriter {
  if (column.layout === "text") return new TextCell(column, style);
  if (style.decimalComma && hasFractions(column)) return new TextCell(withDecimalComma(column), style);
  if (column.layout === "fixed") {
    const { type } = column.type;
    if (type === "float32") return new NumberCell(column, style, writeFloat32);
    const { values } = column;
    if (!(values instanceof BigInt64Array || values instanceof BigUint64Array) && isCount(type))
      return new NumberCell(column, style, writeFloat64);
  }
  return new OtherCell(column, style);
}

function isCount(type: string): boolean {
  return type !== "bool" && type !== "timestamp" && type !== "date";
}

class NumberCell implements CellWriter {
  readonly #values: Float64Array;
  readonly #validity: Uint8Array | null;
  readonly #write: (sink: ByteSink, value: number) => void;
  readonly #nullText: string;

  constructor(column: FixedColumn, style: CsvStyle, write: (sink: ByteSink, value: number) => void) {
    this.#values = column.values as Float64Array;
    this.#validity = column.validity;
    this.#write = write;
    this.#nullText = style.nullText;
  }

  write(sink: ByteSink, row: number): void {
    const validity = this.#validity;
    if (validity !== null && (validity[row >> 3] & (1 << (row & 7))) === 0) sink.text(this.#nullText);
    else this.#write(sink, this.#values[row]);
  }

  describe(kernel: KernelRows): boolean {
    const values: unknown = this.#values;
    return values instanceof Float32Array && this.#validity === null && kernel.float32(values);
  }
}

class TextCell implements CellWriter {
  readonly #column: TextColumn;
  readonly #style: CsvStyle;

  constructor(column: TextColumn, style: CsvStyle) {
    this.#column = column;
    this.#style = style;
  }

  write(sink: ByteSink, row: number): void {
    writeText(sink, this.#column.get(row), this.#style);
  }

  describe(kernel: KernelRows): boolean {
    const { data } = this.#column;
    if (!("indices" in data)) return false;
    const words = data.words.map((word) => {
      const sink = new ByteSink(WORD_BYTES);
      writeText(sink, word, this.#style);
      return sink.take();
    });
    return kernel.words(data.indices, words);
  }
}

/** Times, truth values, big integers, lists, tensors: by way of their text. */
class OtherCell implements CellWriter {
  readonly #column: Column;
  readonly #style: CsvStyle;

  constructor(column: Column, style: CsvStyle) {
    this.#column = column;
    this.#style = style;
  }

  write(sink: ByteSink, row: number): void {
    writeText(sink, cellText(this.#column, row), this.#style);
  }
}

/** Text as RFC 4180 has it. A text that would read as "no value" is quoted. */
export function writeText(sink: ByteSink, given: string | null, style: CsvStyle): void {
  const { delimiter, quoteAll, nullText, escapeFormulas } = style;
  if (given === null) return sink.text(nullText);
  const text = escapeFormulas ? withoutFormula(given) : given;
  let needs = quoteAll || text === nullText || text === "";
  for (let i = 0; i < text.length && !needs; i++) {
    const code = text.charCodeAt(i);
    needs = code === delimiter || code === QUOTE || code === NEWLINE || code === RETURN;
  }
  if (!needs) return sink.text(text);
  sink.byte(QUOTE);
  sink.text(text.includes('"') ? text.replaceAll('"', '""') : text);
  sink.byte(QUOTE);
}
