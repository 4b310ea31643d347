// Opens a workbook: refuses what is none, or would take too much memory, and gives the rows of one of its sheets.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { HostServices } from "../../../engine/sdk/services.ts";
import { rangeOf, type CellRange } from "./cell-places.ts";
import { sheetPart } from "./sheet-part.ts";
import { UncomputedCells } from "./uncomputed-cells.ts";
import { piecesOf, zipEntries, type ZipEntry } from "./zip-entries.ts";

/** A formula that whatever wrote the file has not computed. */
export const UNCOMPUTED = Symbol("a formula without a result");

export type ExcelValue = string | number | boolean | Date | typeof UNCOMPUTED | null;

export interface ExcelRow {
  /** As the program that made it counts: from 1. */
  readonly number: number;
  readonly values: readonly ExcelValue[];
}

export interface Workbook {
  readonly sheets: readonly string[];
  /** Of the sheet of that index, one after the other; blank rows are left out. */
  rows(sheet: number, options: { readonly range: string; readonly most?: number }): AsyncIterable<ExcelRow>;
}

const MEGABYTE = 1024 * 1024;
/** What every file of OLE2 begins with: old workbooks, and encrypted ones. */
const OLE2 = [0xd0, 0xcf, 0x11, 0xe0];
const LOCAL_FILE = [0x50, 0x4b];
/** Texts of a sheet and the sheet's own XML: more is no table that anybody works with in memory. */
const MOST_UNPACKED_BYTES = 1024 * MEGABYTE;

/** Tables become 8 to 14 times as large, measured; rows that are all the same, without the names of their cells, 344 times; one sign again and again 1,024. */
const MOST_SWELLING = 500;
/** What is smaller unpacked does no harm, however much it swells. */
const HARMLESS_BYTES = 64 * MEGABYTE;

function swells({ packed, unpacked }: ZipEntry): boolean {
  return unpacked > HARMLESS_BYTES && unpacked > MOST_SWELLING * packed;
}

export async function openWorkbook(
  path: string,
  maxMegabytes: number,
  host: HostServices,
  signal: AbortSignal,
): Promise<Workbook> {
  const size = (await host.files.stat(path))?.size ?? 0;
  if (size > maxMegabytes * MEGABYTE) throw tooLarge(path, size, `${maxMegabytes} MB`);
  const bytes = await host.files.readAll(path, signal);
  refuseOther(path, bytes);
  const entries = zipEntries(bytes) ?? [];
  const unpacked = entries.reduce((sum, size) => sum + size.unpacked, 0);
  if (unpacked > MOST_UNPACKED_BYTES)
    throw tooLarge(path, unpacked, `${MOST_UNPACKED_BYTES / MEGABYTE} MB unpacked`);
  const swelling = entries.find(swells);
  if (swelling) throw bomb(path, swelling);
  const { readXlsx, streamXlsxRows } = await import("hucre/xlsx");
  const sheets: string[] = [];
  const note = ({ name }: { readonly name: string }) => {
    sheets.push(name);
    return false;
  };
  await inWords(path, () => readXlsx(bytes, { sheets: note }));
  return {
    sheets,
    rows: async function* (sheet, { range, most }) {
      const options = {
        sheet,
        ...(range !== "" && { range }),
        ...(most !== undefined && { maxRows: most }),
      };
      const rows = streamXlsxRows(bytes, options);
      const part = await inWords(path, () => sheetPart(bytes, entries, sheet));
      const uncomputed = part && new UncomputedCells(piecesOf(bytes, part));
      const cells = rangeOf(range);
      try {
        for (;;) {
          const { done, value } = await inWords(path, () => rows.next());
          if (done) return;
          const number = value.index + 1;
          const columns = uncomputed ? await inWords(path, () => uncomputed.inRow(number)) : [];
          const values = marked(value.values, columns, cells);
          if (values.some((cell) => cell !== null)) yield { number, values };
        }
      } finally {
        await uncomputed?.close();
        await rows.return(undefined);
      }
    },
  };
}

/** The library gives no value for them, as for empty cells. */
function marked(
  values: readonly ExcelValue[],
  uncomputed: readonly number[],
  { firstColumn, lastColumn }: CellRange,
): readonly ExcelValue[] {
  if (uncomputed.length === 0) return values;
  const within = uncomputed.filter((column) => column >= firstColumn && column <= lastColumn);
  const last = within.reduce((most, column) => Math.max(most, column), -1);
  const all = Array.from({ length: Math.max(values.length, last + 1) }, (_, i) => values[i] ?? null);
  for (const column of within) all[column] ??= UNCOMPUTED;
  return all;
}

function refuseOther(path: string, bytes: Uint8Array): void {
  const begins = (magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte);
  if (bytes.length === 0)
    throw new MillraceError("FILE_EMPTY", {
      message: "The file is empty.",
      file: path,
      expected: "a workbook",
      got: "nothing",
      hint: "Check the path, and what was to write the file.",
    });
  if (begins(OLE2)) throw isEncrypted(bytes) ? encrypted(path) : oldFormat(path);
  if (begins(LOCAL_FILE)) return;
  throw new MillraceError("EXCEL_UNREADABLE", {
    message: "The file is no workbook: it is not packed as .xlsx files are.",
    file: path,
    expected: "an .xlsx file",
    got: "another file",
    hint: "Save it as .xlsx; delimited text is read by CSV file.",
  });
}

/** The name of the stream that holds the encrypted workbook, in UTF-16. */
function isEncrypted(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes).includes([..."EncryptedPackage"].join("\0"));
}

function encrypted(path: string): MillraceError {
  return new MillraceError("EXCEL_LOCKED", {
    message: "The workbook is encrypted with a password.",
    file: path,
    expected: "a workbook without a password",
    got: "an encrypted one",
    hint: "Open it in the program that made it, and save it without a password.",
  });
}

function oldFormat(path: string): MillraceError {
  return new MillraceError("EXCEL_UNREADABLE", {
    message: "The file is in the old format of Excel (.xls).",
    file: path,
    expected: "an .xlsx file",
    got: ".xls",
    hint: "Save it as .xlsx.",
  });
}

function tooLarge(path: string, size: number, most: string): MillraceError {
  return new MillraceError("FILE_TOO_LARGE", {
    message: `The workbook has ${Math.ceil(size / MEGABYTE)} MB; ${most} is the most.`,
    file: path,
    expected: `at most ${most}`,
    got: `${size} bytes`,
    hint: 'Save the sheet as CSV, which is read piece by piece, or raise "Largest file".',
  });
}

/** One cell with a text of hundreds of megabytes would end the whole process, which holds it in memory several times. */
function bomb(path: string, { packed, unpacked }: ZipEntry): MillraceError {
  return new MillraceError("FILE_TOO_LARGE", {
    message: `A part of the workbook becomes ${Math.round(unpacked / packed)} times as large when it is unpacked: that is no table, but one sign again and again.`,
    file: path,
    expected: `at most ${MOST_SWELLING} times as large, or ${HARMLESS_BYTES / MEGABYTE} MB`,
    got: `${packed} bytes that become ${unpacked}`,
    hint: "Find out where the file comes from. If it is meant, save the sheet as CSV, which is read piece by piece.",
  });
}

async function inWords<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof MillraceError) throw thrown;
    const got = thrown instanceof Error ? thrown.message : String(thrown);
    throw new MillraceError("EXCEL_UNREADABLE", {
      message: "The workbook is damaged or cut off.",
      file: path,
      expected: "a whole .xlsx file",
      got,
      hint: "Open it in the program that made it and save it again, or copy it again.",
      fatal: true,
      cause: thrown,
    });
  }
}
