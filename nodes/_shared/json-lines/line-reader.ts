// Reads one line after the other, each an object, into the cells of their columns; says what is wrong with a line that does not fit.

import type { Schema } from "../../../engine/frames/types.ts";
import { isUtf8 } from "../csv/utf8.ts";
import { jsonCells, type CellFault, type JsonCells } from "./json-cells.ts";
import type { KeyNode, KeyObject } from "./key-tree.ts";
import { decodeText, JsonScanner, KIND } from "./scan-json.ts";

const BLANK = 32;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN = 123;
const CLOSE = 125;
const SHOWN_CHARACTERS = 24;
const MOST_STRANGE = 5;

export interface LineFault extends CellFault {
  readonly column?: string;
}

export class LineReader {
  /** What is wrong with the last line that did not fit. */
  fault: LineFault = { code: "", cause: "" };
  /** The first keys that are no columns, of all lines read so far, as columns of them would be called. */
  readonly strange = new Set<string>();
  readonly #scanner = new JsonScanner();
  readonly #schema: Schema;
  readonly #tree: KeyObject;
  readonly #nullWords: readonly string[];
  #cells: JsonCells[] = [];
  /** By column: the last line that had a value for it. */
  readonly #seen: Float64Array;
  #found = 0;
  #lines = 0;

  constructor(schema: Schema, tree: KeyObject, nullWords: readonly string[]) {
    this.#schema = schema;
    this.#tree = tree;
    this.#nullWords = nullWords;
    this.#seen = new Float64Array(schema.fields.length).fill(-1);
  }

  /** From here on rows are those of another frame. */
  beginFrame(capacity: number): void {
    this.#cells = this.#schema.fields.map(({ name, type }) =>
      jsonCells(name, type, capacity, this.#nullWords),
    );
  }

  /** The columns of the rows of the frame. */
  columns(length: number, bytes: Uint8Array) {
    return this.#cells.map((cells) => cells.column(length, bytes));
  }

  /** Reads `bytes[from, to)` as row `row` of the frame; false where it does not fit. */
  read(bytes: Uint8Array, from: number, to: number, row: number): boolean {
    const scanner = this.#scanner;
    scanner.begin(bytes, to);
    this.#lines++;
    this.#found = 0;
    const at = scanner.skipBlanks(from);
    if (bytes[at] !== OPEN) return this.#refuseOther(at);
    const behind = this.#readObject(at, this.#tree, row);
    if (behind < 0) return scanner.errorAt >= 0 ? this.#refuse(scanner.errorAt, from) : false;
    const rest = scanner.skipBlanks(behind);
    if (rest < to) return this.#refuse(rest, from);
    if (scanner.bits > 127 && !isUtf8(bytes.subarray(from, to)))
      return this.#failed("ENCODING_INVALID", "The line is not UTF-8.");
    const seen = this.#seen;
    if (this.#found < seen.length)
      for (let column = 0; column < seen.length; column++)
        if (seen[column] !== this.#lines) this.#cells[column].setNull(row);
    return true;
  }

  /** The object that begins at `at`; answers the place behind it, -1 where the line does not fit. */
  #readObject(at: number, { before, keys, byName }: KeyObject, row: number): number {
    const scanner = this.#scanner;
    const { bytes } = scanner;
    let p = scanner.skipBlanks(at + 1);
    if (bytes[p] === CLOSE) return p + 1;
    for (let next = 0; ;) {
      if (p >= scanner.end || bytes[p] !== QUOTE) return scanner.fail(p);
      // Lines mostly have the same keys in the same order.
      let key: KeyNode | null =
        next < keys.length && this.#stands(keys[next].bytes, p + 1) ? keys[next] : null;
      if (key) p += key.bytes.length + 2;
      else {
        p = scanner.scanText(p);
        if (p < 0) return -1;
        const name = scanner.text();
        key = byName.get(name) ?? null;
        if (!key && this.strange.size < MOST_STRANGE) this.strange.add(before + name);
      }
      if (bytes[p] !== COLON) p = scanner.skipBlanks(p);
      if (p >= scanner.end || bytes[p] !== COLON) return scanner.fail(p);
      if (bytes[++p] <= BLANK) p = scanner.skipBlanks(p);
      p = key ? this.#readKey(p, key, row) : scanner.scan(p);
      if (p < 0) return -1;
      if (key) next = key.order + 1;
      if (bytes[p] !== COMMA) {
        p = scanner.skipBlanks(p);
        if (p < scanner.end && bytes[p] === CLOSE) return p + 1;
        if (p >= scanner.end || bytes[p] !== COMMA) return scanner.fail(p);
      }
      if (bytes[++p] !== QUOTE) p = scanner.skipBlanks(p);
    }
  }

  #readKey(at: number, key: KeyNode, row: number): number {
    if (key.seen === this.#lines) {
      const cause = `The key ${JSON.stringify(key.name)} stands twice in the line: nobody can tell which of them is meant.`;
      return this.#fail({ code: "JSON_KEY_TWICE", cause });
    }
    key.seen = this.#lines;
    const scanner = this.#scanner;
    if (key.inside && scanner.bytes[at] === OPEN) return this.#readObject(at, key.inside, row);
    const behind = scanner.scan(at);
    if (behind < 0) return -1;
    if (key.inside) {
      if (scanner.kind === KIND.null) return behind;
      const cause = `Column "${key.name}" has an object in other lines, and no object here.`;
      return this.#fail({ code: "CELL_INVALID", cause, column: key.name });
    }
    this.#seen[key.column] = this.#lines;
    this.#found++;
    const fault = this.#cells[key.column].set(row, scanner);
    return fault ? this.#fail({ ...fault, column: this.#schema.fields[key.column].name }) : behind;
  }

  /** Whether that key stands there, with its closing quote. */
  #stands(key: Uint8Array, at: number): boolean {
    const { bytes } = this.#scanner;
    for (let i = 0; i < key.length; i++) if (bytes[at + i] !== key[i]) return false;
    return bytes[at + key.length] === QUOTE;
  }

  #fail(fault: LineFault): -1 {
    this.fault = fault;
    return -1;
  }

  #failed(code: string, cause: string): false {
    this.fault = { code, cause };
    return false;
  }

  #refuse(at: number, from: number): false {
    const { bytes, end } = this.#scanner;
    if (at >= end) return this.#failed("JSON_LINE_INVALID", "The line ends before its object does.");
    const found = JSON.stringify(decodeText(bytes, at, Math.min(end, at + SHOWN_CHARACTERS)));
    const cause = `The line is not JSON: at place ${at - from + 1} stands ${found}.`;
    return this.#failed("JSON_LINE_INVALID", cause);
  }

  /** JSON that is no object, or no JSON. */
  #refuseOther(at: number): false {
    const scanner = this.#scanner;
    const behind = scanner.scan(at);
    if (behind < 0 || scanner.skipBlanks(behind) < scanner.end) return this.#refuse(at, at);
    return this.#failed("JSON_NOT_OBJECT", `The line is ${WORDS[scanner.kind]}, not an object.`);
  }
}

const WORDS = ["null", "true", "false", "a number", "a text", "a text", "an object", "a list"];
