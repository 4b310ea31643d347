// Reads the cells that are out of the ordinary (quoted, null, exponents, wrong), and tells why a row does not fit.

import type { ScanLayout } from "./layout.ts";
import { withoutMarks } from "./number-spelling.ts";
import { isPlainNumber, parseNumber } from "./parse-number.ts";
import type { ScannedRows } from "./scanned-rows.ts";

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;

interface Fault {
  readonly code: string;
  readonly cause: string;
  readonly column?: string;
  readonly cell?: string;
  /** Where to look for the end of the row; -1: the row's quotes cannot be trusted, so it ends with its first line. */
  readonly resume: number;
}

/** Longest piece of a wrong cell that a message shows. */
const SHOWN_CHARACTERS = 40;

export class SlowCell {
  /** The number read, and whether it was null. */
  value = 0;
  isNull = false;
  /** Line ends inside the last cell. */
  newlines = 0;
  /** The row may go on behind the bytes at hand. */
  incomplete = false;
  /** Whether any cell was quoted; all bytes of text seen, or-ed. */
  quoted = false;
  bits = 0;
  #fault: Fault | null = null;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #layout: ScanLayout;

  constructor(bytes: Uint8Array, end: number, layout: ScanLayout) {
    this.#bytes = bytes;
    this.#end = end;
    this.#layout = layout;
  }

  /** Reads the cell of `field` that begins at `start`. Answers where the next one begins, or -1: it does not fit. */
  read(start: number, field: number): number {
    const bytes = this.#bytes;
    const { dialect, isNumber, names } = this.#layout;
    this.newlines = 0;
    this.incomplete = false;
    let from = start;
    let to = this.#endOfPlain(start);
    let behind = to;
    const isQuoted = dialect.quote >= 0 && bytes[start] === dialect.quote;
    if (isQuoted) {
      this.quoted = true;
      const close = this.#closingQuote(start);
      if (close < 0) return this.#unclosed(field);
      from = start + 1;
      to = close;
      behind = close + 1;
      if (!this.#isStop(behind)) return this.#garbage(behind, field);
    } else if (bytes[to] === NEWLINE && to > from && bytes[to - 1] === RETURN) {
      to--;
    }
    if (bytes[behind] === RETURN) behind++;
    const ends = bytes[behind] === NEWLINE;
    if (ends !== (field === names.length - 1)) return this.wrongCount(behind);
    if (isNumber[field] === 1) {
      if (!this.#readNumber(from, to, isQuoted, field, behind)) return -1;
    } else {
      for (let i = from; i < to; i++) this.bits |= bytes[i];
    }
    return behind + 1;
  }

  /** Notes that the row has too few or too many cells; `place` is somewhere in the row, at a cell's end. */
  wrongCount(place: number): number {
    this.#fault = { code: "ROW_CELLS", cause: "", resume: place };
    return -1;
  }

  /**
   * Records the row that begins at `start` as bad and answers where the next row begins; -1 where a quote of the row is
   * not closed before the bytes at hand end, and more of them follow (unless `final`): nobody knows yet where it ends.
   */
  failRow(start: number, line: number, into: ScannedRows, final: boolean): number {
    const { code, column, cell, resume } = this.#fault!;
    let { cause } = this.#fault!;
    const bytes = this.#bytes;
    let next = bytes.indexOf(NEWLINE, start) + 1;
    let lines = 1;
    let open = code === "QUOTE_UNCLOSED";
    if (resume >= 0) {
      const row = this.#walkRow(start);
      if (!row && !final) return -1;
      open = !row;
      if (row) {
        next = row.next;
        lines += row.newlines;
        if (code === "ROW_CELLS") cause = countCause(this.#layout.names.length, row.cells);
      }
    }
    if (cause === "") cause = "The row has another number of cells than the header.";
    const end = bytes[next - 2] === RETURN ? next - 2 : next - 1;
    const place = { line, start, end };
    into.bad.push({
      ...place,
      code,
      cause,
      ...(column !== undefined && { column }),
      ...(cell !== undefined && { cell }),
      ...(open && { open }),
    });
    into.line = line + lines;
    return next;
  }

  /** The whole row from `start`, quotes heeded; null where they do not close. */
  #walkRow(start: number): { next: number; cells: number; newlines: number } | null {
    const bytes = this.#bytes;
    const { quote } = this.#layout.dialect;
    let newlines = 0;
    let p = start;
    for (let cells = 1; ; cells++) {
      if (quote >= 0 && bytes[p] === quote) {
        this.newlines = 0;
        const close = this.#closingQuote(p);
        if (close < 0) return null;
        newlines += this.newlines;
        p = close + 1;
      }
      p = this.#endOfPlain(p);
      if (bytes[p] === NEWLINE) return { next: p + 1, cells, newlines };
      p++;
    }
  }

  #readNumber(from: number, to: number, isQuoted: boolean, field: number, behind: number): boolean {
    const { dialect, names } = this.#layout;
    const text = this.#trimmed(from, to);
    const { nullWords, decimalComma, thousands } = dialect;
    this.isNull = isQuoted ? text === "" : nullWords.includes(text);
    if (this.isNull) {
      this.value = NaN;
      return true;
    }
    const plain = thousands === undefined ? text : withoutMarks(text, thousands, decimalComma);
    const value = parseNumber(plain, decimalComma);
    const tooBig = value !== undefined && !Number.isFinite(value) && isPlainNumber(plain, decimalComma);
    const inexact = value !== undefined && !tooBig && isInexact(plain, value);
    if (value !== undefined && !tooBig && !inexact) {
      this.value = value;
      return true;
    }
    this.#fault = {
      code: inexact ? "NUMBER_INEXACT" : tooBig ? "NUMBER_OVERFLOW" : "NUMBER_INVALID",
      cause: inexact
        ? `${show(text)} in column "${names[field]}" has more digits than float64 keeps: it would become ${value}.`
        : tooBig
          ? `${show(text)} in column "${names[field]}" is too big for a number (float64 ends at about 1.8e308).`
          : `${show(text)} in column "${names[field]}" is not a number.`,
      column: names[field],
      cell: text,
      resume: behind,
    };
    return false;
  }

  #unclosed(field: number): number {
    this.incomplete = true;
    const column = this.#layout.names[field];
    const cause = `The quote that opens the cell of column "${column}" is never closed.`;
    this.#fault = { code: "QUOTE_UNCLOSED", cause, column, resume: -1 };
    return -1;
  }

  #garbage(place: number, field: number): number {
    const column = this.#layout.names[field];
    const found = show(decode(this.#bytes.subarray(place, Math.min(place + 12, this.#endOfPlain(place)))));
    const cause = `Behind the closing quote of column "${column}" stands ${found} instead of a delimiter.`;
    this.#fault = { code: "QUOTE_MISPLACED", cause, column, resume: -1 };
    return -1;
  }

  /** The delimiter or line end that ends an unquoted cell. */
  #endOfPlain(from: number): number {
    const bytes = this.#bytes;
    const { delimiter } = this.#layout.dialect;
    let p = from;
    while (bytes[p] !== delimiter && bytes[p] !== NEWLINE) p++;
    return p;
  }

  /** The quote that closes the one at `open`, or -1 where the bytes end before. */
  #closingQuote(open: number): number {
    const bytes = this.#bytes;
    const { quote } = this.#layout.dialect;
    for (let p = open + 1; p < this.#end; p++) {
      if (bytes[p] === NEWLINE) this.newlines++;
      if (bytes[p] !== quote) continue;
      if (bytes[p + 1] !== quote || p + 1 >= this.#end) return p;
      p++;
    }
    return -1;
  }

  #isStop(place: number): boolean {
    const byte = this.#bytes[place];
    if (byte === RETURN) return this.#bytes[place + 1] === NEWLINE;
    return byte === this.#layout.dialect.delimiter || byte === NEWLINE;
  }

  #trimmed(from: number, to: number): string {
    const bytes = this.#bytes;
    let first = from;
    let end = to;
    while (first < end && bytes[first] === SPACE) first++;
    while (end > first && bytes[end - 1] === SPACE) end--;
    return first === end ? "" : decode(bytes.subarray(first, end));
  }
}

const decoder = new TextDecoder();

function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/**
 * Whether a whole number is not what a float64 makes of it: an id would become that of something else. The fewest digits that
 * give a float64 back, as which it is written, are that number.
 */
function isInexact(plain: string, value: number): boolean {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER || !/^[+-]?\d+$/.test(plain)) return false;
  const digits = plain.replace("+", "");
  return digits !== String(value) && BigInt(digits) !== BigInt(value);
}

function show(text: string): string {
  return JSON.stringify(text.length > SHOWN_CHARACTERS ? text.slice(0, SHOWN_CHARACTERS) + "…" : text);
}

function countCause(expected: number, got: number): string {
  return `The row has ${got} ${got === 1 ? "cell" : "cells"}, the header ${expected}.`;
}
