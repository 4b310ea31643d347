// Where is a cell? Columns are letters, rows numbers from 1: `B3`, and ranges such as `B2:D100`.

const RANGE = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/u;

export interface CellRange {
  readonly firstRow: number;
  readonly lastRow: number;
  /** Columns by their index: `B` is 1. */
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** Whether it is one, or empty for all cells. */
export function isRange(text: string): boolean {
  return text === "" || RANGE.test(text);
}

export function rangeOf(text: string): CellRange {
  if (text === "") return { firstRow: 1, lastRow: Infinity, firstColumn: 0, lastColumn: Infinity };
  const [, first, firstRow, last, lastRow] = RANGE.exec(text)!;
  return {
    firstRow: Number(firstRow),
    lastRow: Number(lastRow),
    firstColumn: columnIndex(first),
    lastColumn: columnIndex(last),
  };
}

export function columnIndex(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

export function cellPlace(row: number, column: number): string {
  return `${columnLetters(column)}${row}`;
}

function columnLetters(index: number): string {
  const before = Math.floor(index / 26);
  return (before > 0 ? columnLetters(before - 1) : "") + String.fromCharCode(65 + (index % 26));
}
