// A file that rows are added to: does it have their columns, and is it still as it was?

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files, FileWriter } from "../../../engine/sdk/services.ts";
import { readAt } from "../csv/read-at.ts";

const BLOCK_BYTES = 1024 * 1024;
/** A first line that is longer is no header. */
const MOST_LINE_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export interface Existing {
  readonly size: number;
  readonly modifiedMs: number;
}

export type Warn = (code: string, message: string) => void;

/** Null where there is none, or nothing in it. */
export async function existingFile(path: string, files: Files): Promise<Existing | null> {
  const found = await files.stat(path);
  return found && !found.isFolder && found.size > 0
    ? { size: found.size, modifiedMs: found.modifiedMs }
    : null;
}

/** Its first line, without its end and a byte order mark. */
export async function firstLine(path: string, files: Files): Promise<string> {
  const reader = await files.open(path);
  try {
    const bytes = await readAt(reader, 0, Math.min(reader.size, MOST_LINE_BYTES));
    const end = bytes.indexOf(LINE_FEED);
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)).replace(/\r$/, "");
  } finally {
    await reader.close();
  }
}

/** How its rows end, by the last one, or by another where that is cut off; null where nobody can tell. */
export async function lineEndOf(path: string, files: Files): Promise<"lf" | "crlf" | null> {
  if (!(await existingFile(path, files))) return null;
  const reader = await files.open(path);
  try {
    const bytes = await readAt(reader, Math.max(0, reader.size - BLOCK_BYTES), BLOCK_BYTES);
    const end = bytes.at(-1) === LINE_FEED ? bytes.length - 1 : bytes.indexOf(LINE_FEED);
    if (end < 0) return null;
    return bytes[end - 1] === CARRIAGE_RETURN ? "crlf" : "lf";
  } finally {
    await reader.close();
  }
}

/** The new file takes the place of one name alone: under the others stands what stood there. */
export async function warnOfOtherNames(path: string, files: Files, warn: Warn): Promise<void> {
  const { links = 1 } = (await files.stat(path)) ?? {};
  if (links < 2) return;
  warn(
    "OUTPUT_LINKED",
    `"${path}" has ${links} names (hard links): the rows are added under this one alone, and the others keep the file as it was.`,
  );
}

/** Reads a whole file, and knows then whether its last row is whole. */
export interface EndReader {
  read(bytes: Uint8Array): void;
  /** What is added would become part of its last row. */
  readonly isOpen: boolean;
}

/** Copies it to the beginning of what is written; `lineEnd` is put behind a last line that has none. */
export async function copyInto(
  writer: FileWriter,
  path: string,
  files: Files,
  { lineEnd, end }: { readonly lineEnd: Uint8Array; readonly end: EndReader | null },
): Promise<void> {
  const reader = await files.open(path);
  try {
    let last = LINE_FEED;
    for (let at = 0; at < reader.size;) {
      const piece = await readAt(reader, at, BLOCK_BYTES);
      if (piece.length === 0) break;
      end?.read(piece);
      await writer.write(piece);
      last = piece[piece.length - 1];
      at += piece.length;
    }
    if (end?.isOpen) throw quoteOpen(path);
    if (last !== LINE_FEED) await writer.write(lineEnd);
  } finally {
    await reader.close();
  }
}

/** Throws where somebody else has written to it since: what they wrote would be lost. */
export async function refuseChanged(path: string, before: Existing | null, files: Files): Promise<void> {
  const now = await existingFile(path, files);
  if (now?.size === before?.size && now?.modifiedMs === before?.modifiedMs) return;
  throw new MillraceError("OUTPUT_CHANGED", {
    message: `"${path}" was written by somebody else while rows were to be added to it.`,
    file: path,
    hint: "Nothing was added. Run again, when nobody else writes to it.",
    fatal: true,
  });
}

function quoteOpen(path: string): MillraceError {
  return new MillraceError("OUTPUT_QUOTE_OPEN", {
    message:
      "The file that rows are to be added to ends within a quote: the new rows would become part of its last cell.",
    file: path,
    expected: "an even number of quotes in its last row",
    hint: "Nothing was added. Close the quote, or take the row away: the file was probably cut off.",
    fatal: true,
  });
}

export function otherColumns(
  path: string,
  { expected, got }: { readonly expected: string; readonly got: string },
): MillraceError {
  return new MillraceError("OUTPUT_COLUMNS_DIFFER", {
    message: "The file that rows are to be added to has other columns.",
    file: path,
    expected,
    got: got.slice(0, 200),
    hint: "Select and rename the columns so that they are those of the file, in its order; or write another file.",
    fatal: true,
  });
}
