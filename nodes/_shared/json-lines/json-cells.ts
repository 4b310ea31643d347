// Keeps the values of one column while lines are read, and makes the column of them.

import { allValid, clearBit } from "../../../engine/frames/bitmap.ts";
import { allocateFixed } from "../../../engine/frames/builder.ts";
import { FixedColumn, TextColumn, type Column, type FixedType } from "../../../engine/frames/column.ts";
import { formatType, type DataType, type NumberArray } from "../../../engine/frames/types.ts";
import { parseNumber } from "../csv/parse-number.ts";
import { parseDate, parseTimestamp } from "../csv/parse-time.ts";
import { decodeText, KIND, type JsonScanner } from "./scan-json.ts";

/** Why a value does not fit into its column. */
export interface CellFault {
  readonly code: string;
  readonly cause: string;
}

const SHOWN_CHARACTERS = 40;

/** The cells of one column, row by row. A row may be set again until the next one is. */
export interface JsonCells {
  setNull(row: number): void;
  /** Takes the value that the scanner has read last; null where it fits. */
  set(row: number, scanner: JsonScanner): CellFault | null;
  column(length: number, bytes: Uint8Array): Column;
}

/** `nullWords` are texts that mean that there is no value. */
export function jsonCells(
  name: string,
  type: DataType,
  capacity: number,
  nullWords: readonly string[],
): JsonCells {
  return type.type === "text"
    ? new TextCells(capacity, nullWords)
    : new FixedCells(name, type as FixedType, capacity, nullWords);
}

/** Texts, and any other value as the JSON that stands there. They are decoded when somebody asks. */
class TextCells implements JsonCells {
  readonly #kinds: Uint8Array;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #nullWords: readonly string[];

  constructor(capacity: number, nullWords: readonly string[]) {
    this.#kinds = new Uint8Array(capacity);
    this.#from = new Int32Array(capacity);
    this.#to = new Int32Array(capacity);
    this.#nullWords = nullWords;
  }

  setNull(row: number): void {
    this.#kinds[row] = KIND.null;
  }

  set(row: number, scanner: JsonScanner): null {
    this.#kinds[row] = scanner.kind;
    this.#from[row] = scanner.from;
    this.#to[row] = scanner.to;
    if (this.#nullWords.length > 0 && isText(scanner.kind) && this.#nullWords.includes(scanner.text()))
      this.setNull(row);
    return null;
  }

  column(length: number, bytes: Uint8Array): TextColumn {
    const decodeAll = () => Array.from({ length }, (_, row) => this.#text(row, bytes));
    return new TextColumn(length, decodeAll);
  }

  #text(row: number, bytes: Uint8Array): string | null {
    const kind = this.#kinds[row];
    const from = this.#from[row];
    const to = this.#to[row];
    if (kind === KIND.null) return null;
    return kind === KIND.escaped
      ? (JSON.parse(decodeText(bytes, from - 1, to + 1)) as string)
      : decodeText(bytes, from, to);
  }
}

/** Reads a value that is no plain number of the column's own type; NaN or null where it is none of the type. */
type Reader = (scanner: JsonScanner) => number | bigint | null;

class FixedCells implements JsonCells {
  readonly #name: string;
  readonly #type: FixedType;
  readonly #values: NumberArray;
  readonly #nulls: Uint8Array;
  readonly #nullWords: readonly string[];
  readonly #read: Reader;
  readonly #isDouble: boolean;
  #hasNulls = false;

  constructor(name: string, type: FixedType, capacity: number, nullWords: readonly string[]) {
    this.#name = name;
    this.#type = type;
    this.#values = allocateFixed(type, capacity);
    this.#nulls = new Uint8Array(capacity);
    this.#nullWords = nullWords;
    this.#isDouble = type.type === "float64";
    this.#read = READERS[type.type] ?? numberOf;
  }

  setNull(row: number): void {
    const values = this.#values;
    this.#nulls[row] = 1;
    this.#hasNulls = true;
    if (values instanceof Float64Array || values instanceof Float32Array) values[row] = NaN;
    else values[row] = values instanceof BigInt64Array || values instanceof BigUint64Array ? 0n : 0;
  }

  set(row: number, scanner: JsonScanner): CellFault | null {
    const { kind, number } = scanner;
    if (this.#isDouble && kind === KIND.number && number < MOST_EXACT && number > -MOST_EXACT) {
      this.#values[row] = number;
      this.#nulls[row] = 0;
      return null;
    }
    if (kind === KIND.null || (isText(kind) && this.#nullWords.includes(scanner.text()))) {
      this.setNull(row);
      return null;
    }
    const value = this.#read(scanner);
    if (value === null) return this.#fault(scanner);
    this.#values[row] = value;
    this.#nulls[row] = 0;
    // Integers are cut to their width, float32 overflows to infinity: neither may happen unsaid.
    const kept = this.#values[row];
    if (kept === value || Number.isNaN(value) || this.#isRounded(kept, value)) return null;
    return this.#fault(scanner);
  }

  column(length: number): FixedColumn {
    const whole = this.#values.subarray(0, length);
    let validity: Uint8Array | null = null;
    if (this.#hasNulls) {
      const nulls = this.#nulls;
      for (let row = 0; row < length; row++)
        if (nulls[row] === 1) clearBit((validity ??= allValid(length)), row);
    }
    return new FixedColumn(this.#type, length, { values: whole, validity });
  }

  #isRounded(kept: number | bigint, value: number | bigint): boolean {
    return this.#type.type === "float32" && (Number.isFinite(kept) || !Number.isFinite(value));
  }

  #fault(scanner: JsonScanner): CellFault {
    const text = scanner.text();
    const said = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
    const shown = isText(scanner.kind) ? JSON.stringify(said) : said;
    const where = `${shown} in column "${this.#name}"`;
    if (scanner.kind !== KIND.number || !this.#type.type.startsWith("float"))
      return { code: "CELL_INVALID", cause: `${where} is not a ${formatType(this.#type)}.` };
    if (scanner.isWhole && Number.isFinite(scanner.number))
      return {
        code: "NUMBER_INEXACT",
        cause: `${where} has more digits than ${this.#type.type} keeps: it would become ${scanner.number}.`,
      };
    return { code: "NUMBER_OVERFLOW", cause: `${where} is too big for ${this.#type.type}.` };
  }
}

/** Whole numbers from here on may have neighbours that no double tells apart. */
const MOST_EXACT = 2 ** 53;

function isText(kind: number): boolean {
  return kind === KIND.text || kind === KIND.escaped;
}

/** The nearest double; numbers may stand in quotes. A whole number that a double cannot hold is none, nor is one that is too big. */
function numberOf(scanner: JsonScanner): number | null {
  if (isText(scanner.kind)) return parseNumber(scanner.text().trim(), false) ?? null;
  if (scanner.kind !== KIND.number) return null;
  const { number, isWhole } = scanner;
  // Written by a program that had a double: digits in the fewest form that gives it back, or all of them.
  const text = isWhole && Math.abs(number) >= MOST_EXACT ? scanner.text() : null;
  if (text !== null && String(number) !== text)
    return Number.isFinite(number) && BigInt(text) === BigInt(number) ? number : null;
  if (!Number.isFinite(number)) return /^-?[NI]/.test(scanner.text()) ? number : null;
  return number;
}

function bigOf(least: bigint, most: bigint): Reader {
  return (scanner) => {
    const text = scanner.text().trim();
    const digits = /^-?\d+$/.test(text);
    if (!digits && !(scanner.kind === KIND.number && Number.isSafeInteger(scanner.number))) return null;
    const value = BigInt(digits ? text : scanner.number);
    return value >= least && value <= most ? value : null;
  };
}

/** In ISO 8601. A number counts in the column's own unit: days of a date, milliseconds of a timestamp. */
function timeOf(parse: (bytes: Uint8Array, from: number, to: number) => number): Reader {
  return (scanner) => {
    if (scanner.kind === KIND.number) return Number.isFinite(scanner.number) ? scanner.number : null;
    if (scanner.kind !== KIND.text) return null;
    const time = parse(scanner.bytes, scanner.from, scanner.to);
    return Number.isNaN(time) ? null : time;
  };
}

const READERS: Readonly<Partial<Record<DataType["type"], Reader>>> = {
  bool: ({ kind, number }) => (kind === KIND.true || kind === KIND.false ? number : null),
  int64: bigOf(-(2n ** 63n), 2n ** 63n - 1n),
  uint64: bigOf(0n, 2n ** 64n - 1n),
  date: timeOf(parseDate),
  timestamp: timeOf(parseTimestamp),
};
