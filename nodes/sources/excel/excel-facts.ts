// Looks at a sheet: which one is meant, what its columns are called, and of which types they are.

import type { DataType } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { cellPlace, rangeOf } from "./cell-places.ts";
import { UNCOMPUTED, type ExcelRow, type ExcelValue, type Workbook } from "./workbook.ts";

export interface ExcelFacts {
  /** Index of the sheet. */
  readonly sheet: number;
  /** As the header has them; numbered where it has none. */
  readonly header: readonly string[];
  readonly types: readonly DataType[];
  /** Cells of the sample that do not fit their column's type, by column. */
  readonly misfits: readonly (readonly string[])[];
  /** By column, the first cell of the sample with a formula that has no result; null where there is none. */
  readonly uncomputed: readonly (string | null)[];
  /** The row that the header stands in; 0 where there is none. */
  readonly headerRow: number;
  readonly hasRows: boolean;
}

export interface ExcelLooking {
  readonly path: string;
  readonly sheet: string;
  readonly range: string;
  /** Rows above the header are passed over; 0 = no header. */
  readonly headerRow: number;
  readonly alsoNull: readonly string[];
}

/** Rows whose cells are looked at. */
const SAMPLED_ROWS = 200;
const MISFIT_SHARE = 0.1;
const FEWEST_FOR_ONE_MISFIT = 3;

/** What formulas that cannot be computed leave behind. */
const ERRORS: ReadonlySet<unknown> = new Set([
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#SPILL!",
  "#CALC!",
  "#GETTING_DATA",
]);

export function isErrorCell(value: ExcelValue): value is string {
  return ERRORS.has(value);
}

export async function lookAtSheet(book: Workbook, looking: ExcelLooking): Promise<ExcelFacts> {
  const sheet = sheetOf(book, looking);
  const { range, alsoNull, path } = looking;
  const { firstRow, firstColumn: from } = rangeOf(range);
  const headerRow = looking.headerRow === 0 ? 0 : firstRow + looking.headerRow - 1;
  const sample: ExcelRow[] = [];
  let header: ExcelRow | null = null;
  for await (const row of book.rows(sheet, { range, most: SAMPLED_ROWS + looking.headerRow })) {
    if (row.number === headerRow) header = row;
    else if (row.number > headerRow) sample.push(row);
  }
  const width = Math.max(...[header, ...sample].map((row) => filled(row?.values ?? [])), 0);
  if (width <= from) throw empty(path, book.sheets[sheet]);
  if (headerRow > 0 && !header) throw noHeader(path, headerRow);
  const columns = Array.from({ length: width - from }, (_, i) => {
    const cells = sample
      .map(({ values }) => values[from + i] ?? null)
      .filter((value) => value !== null && value !== UNCOMPUTED && !isErrorCell(value))
      .filter((value) => !alsoNull.includes(String(value)));
    return typeOf(cells);
  });
  return {
    sheet,
    header: columns.map((_, i) => titleOf(header?.values[from + i] ?? null)),
    types: columns.map(({ type }) => type),
    misfits: columns.map(({ misfits }) => misfits),
    uncomputed: columns.map((_, i) => {
      const row = sample.find(({ values }) => values[from + i] === UNCOMPUTED);
      return row ? cellPlace(row.number, from + i) : null;
    }),
    headerRow,
    hasRows: sample.length > 0,
  };
}

/** By name, else by number. A name may be digits: sheets are called after years. */
function sheetOf({ sheets }: Workbook, { sheet, path }: ExcelLooking): number {
  if (sheet === "") return 0;
  const named = sheets.indexOf(sheet);
  if (named >= 0) return named;
  const number = /^\d{1,4}$/u.test(sheet) ? Number(sheet) - 1 : -1;
  if (number >= 0 && number < sheets.length) return number;
  throw new MillraceError("EXCEL_SHEET_MISSING", {
    message: `The workbook has no sheet "${sheet}".`,
    file: path,
    path: "params.sheet",
    expected: `one of ${sheets.map((name) => JSON.stringify(name)).join(", ")}, or a number up to ${sheets.length}`,
    got: sheet,
    hint: "Name one of its sheets, or leave it empty for the first.",
  });
}

/** Cells up to the last that holds something. */
function filled(values: readonly ExcelValue[]): number {
  return values.findLastIndex((value) => value !== null) + 1;
}

function titleOf(value: ExcelValue): string {
  if (value === UNCOMPUTED) return "";
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? "").trim();
}

function typeOf(cells: readonly ExcelValue[]): { type: DataType; misfits: string[] } {
  const few = Math.max(
    cells.length >= FEWEST_FOR_ONE_MISFIT ? 1 : 0,
    Math.floor(cells.length * MISFIT_SHARE),
  );
  const candidates: readonly (readonly [DataType, (value: ExcelValue) => boolean])[] = [
    [{ type: "float64" }, (value) => typeof value === "number"],
    [{ type: "bool" }, (value) => typeof value === "boolean"],
    [{ type: "timestamp", zone: "UTC" }, (value) => value instanceof Date],
  ];
  for (const [type, fits] of candidates) {
    const wrong = cells.filter((value) => !fits(value));
    if (wrong.length < cells.length && wrong.length <= few)
      return { type, misfits: [...new Set(wrong.map((value) => cellText(value)))] };
  }
  return { type: { type: "text" }, misfits: [] };
}

/** A cell as text. Times are those of the sheet, which has no zone: they are taken for UTC. */
export function cellText(value: ExcelValue): string {
  if (value === UNCOMPUTED) return UNCOMPUTED.description!;
  return value instanceof Date ? value.toISOString() : String(value ?? "");
}

function empty(path: string, sheet: string): MillraceError {
  return new MillraceError("FILE_EMPTY", {
    message: `The sheet "${sheet}" holds nothing, or nothing in the range that is set.`,
    file: path,
    expected: "a header and rows",
    got: "no cell",
    hint: "Choose another sheet (sheet) or range (range).",
  });
}

function noHeader(path: string, row: number): MillraceError {
  return new MillraceError("HEADER_UNREADABLE", {
    message: `Row ${row} holds nothing, but the names of the columns are to stand there.`,
    file: path,
    path: "params.headerRow",
    expected: "a row of column names",
    got: "a blank row",
    hint: "Set Header row (headerRow) to the row with the names, or to 0 where there is none.",
  });
}
