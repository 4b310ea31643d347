// Which cells of a sheet hold a formula without a result? Programs that only write workbooks leave them so, and they read as empty.

import { columnIndex, isRange, rangeOf, type CellRange } from "./cell-places.ts";

const TAG = /<(\/?)(?:[\w.-]+:)?(row|c|f|v|is)(?=[\s/>])([^>]*)>/g;
/** What is longer is no tag of a sheet. */
const LONGEST_TAG = 64 * 1024;

interface OpenCell {
  readonly row: number;
  readonly column: number;
  /** The result of a formula may be a text without a sign. */
  readonly isText: boolean;
  /** The cells that one formula fills together; only the first of them has it. */
  filled: CellRange | null;
  hasFormula: boolean;
  hasValue: boolean;
}

/** Reads the sheet no further than it is asked for. That it is unpacked twice costs a sixth of a run (100,000 rows of 16 numbers, measured). */
export class UncomputedCells {
  readonly #pieces: AsyncGenerator<Uint8Array, void, undefined>;
  readonly #decoder = new TextDecoder("latin1");
  /** Columns, by row, that nobody has asked for yet. */
  readonly #found = new Map<number, number[]>();
  /** What formulas would fill, as far as rows of it may come. */
  #filled: CellRange[] = [];
  /** The last row that has begun. */
  #row = 0;
  #column = -1;
  #isAtEnd = false;
  /** A tag whose end has not come. */
  #rest = "";
  #cell: OpenCell | null = null;
  /** Where the text of a value begins; -1 outside of one. */
  #valueFrom = -1;
  /** Whether cells say where they stand: then those without a formula need not be counted. */
  #arePlaced = false;

  /** `pieces` are those of the sheet's XML. */
  constructor(pieces: AsyncGenerator<Uint8Array, void, undefined>) {
    this.#pieces = pieces;
  }

  /** Their columns in that row, from 0, and those that such formulas would fill. Rows are counted from 1, and asked for in their order. */
  async inRow(row: number): Promise<readonly number[]> {
    while (!this.#isAtEnd && this.#row <= row) {
      const { done, value } = await this.#pieces.next();
      if (done) this.#isAtEnd = true;
      else this.#scan(this.#decoder.decode(value, { stream: true }));
    }
    const columns = this.#found.get(row) ?? [];
    this.#found.delete(row);
    this.#filled = this.#filled.filter(({ lastRow }) => lastRow >= row);
    const over = this.#filled.filter(({ firstRow }) => firstRow <= row);
    return over.length === 0 ? columns : [...new Set([...columns, ...over.flatMap(columnsOf)])];
  }

  async close(): Promise<void> {
    await this.#pieces.return(undefined);
  }

  #scan(piece: string): void {
    const text = this.#rest + piece;
    const last = text.lastIndexOf("<");
    const end = last >= 0 && !text.includes(">", last) ? last : text.length;
    this.#rest = text.length - end > LONGEST_TAG ? "" : text.slice(end);
    TAG.lastIndex = this.#beginning(text);
    if (TAG.lastIndex > 0) this.#valueFrom = -1;
    for (let tag = TAG.exec(text); tag; tag = TAG.exec(text)) this.#take(tag);
    if (this.#valueFrom < 0) return;
    if (end > this.#valueFrom) this.#cell!.hasValue = true;
    this.#valueFrom = 0;
  }

  /** Where the first tag stands that matters: without a formula that is the last cell, which may go on. */
  #beginning(text: string): number {
    if (!this.#arePlaced || this.#cell?.hasFormula || text.includes("<f") || text.includes(":f")) return 0;
    const at = Math.max(text.lastIndexOf("<c "), text.lastIndexOf(":c "));
    return at < 0 ? 0 : text.lastIndexOf("<", at);
  }

  #take({ 0: tag, 1: slash, 2: name, 3: attributes, index }: RegExpExecArray): void {
    const cell = this.#cell;
    if (cell && this.#valueFrom >= 0 && index > this.#valueFrom) cell.hasValue = true;
    this.#valueFrom = -1;
    const [isEnd, isAlone] = [slash !== "", attributes.endsWith("/")];
    switch (name) {
      case "row":
        if (!isEnd) this.#beginRow(attributes);
        return;
      case "c":
        if (isEnd) this.#endCell();
        else this.#beginCell(attributes, isAlone);
        return;
      case "f":
        if (cell && !isEnd) this.#takeFormula(cell, attributes);
        return;
      case "is":
        if (cell) cell.hasValue = true;
        return;
      case "v":
        if (!cell || isEnd) return;
        if (cell.isText) cell.hasValue = true;
        if (!isAlone) this.#valueFrom = index + tag.length;
    }
  }

  #takeFormula(cell: OpenCell, attributes: string): void {
    cell.hasFormula = true;
    const [, place = ""] = /\sref=["']([^"']*)["']/.exec(attributes) ?? [];
    if (/\st=["']array["']/.test(attributes) && place !== "" && isRange(place)) cell.filled = rangeOf(place);
  }

  #beginRow(attributes: string): void {
    const [, number] = /\sr=["'](\d{1,7})["']/.exec(attributes) ?? [];
    this.#row = number === undefined ? this.#row + 1 : Number(number);
    this.#column = -1;
  }

  #beginCell(attributes: string, isAlone: boolean): void {
    const [, letters, number] = /\sr=["']([A-Z]{1,3})(\d{1,7})["']/i.exec(attributes) ?? [];
    this.#arePlaced = letters !== undefined;
    this.#column = letters === undefined ? this.#column + 1 : columnIndex(letters.toUpperCase());
    if (number !== undefined) this.#row = Number(number);
    const isText = /\st=["']str["']/.test(attributes);
    const at = { row: this.#row, column: this.#column };
    this.#cell = isAlone ? null : { ...at, isText, filled: null, hasFormula: false, hasValue: false };
  }

  #endCell(): void {
    const cell = this.#cell;
    this.#cell = null;
    if (!cell?.hasFormula || cell.hasValue) return;
    if (cell.filled) this.#filled.push(cell.filled);
    const columns = this.#found.get(cell.row);
    if (columns) columns.push(cell.column);
    else this.#found.set(cell.row, [cell.column]);
  }
}

function columnsOf({ firstColumn, lastColumn }: CellRange): readonly number[] {
  return Array.from({ length: Math.max(0, lastColumn - firstColumn + 1) }, (_, i) => firstColumn + i);
}
