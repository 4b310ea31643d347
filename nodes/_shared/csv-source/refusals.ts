// Files that are no delimited text at all, in words.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Encoding } from "../csv/recode.ts";

const HEAD_BYTES = 4096;
/** A share of lines that may hold bytes of zero; one always may. */
const ZERO_SHARE = 0.1;
const LINE_FEED = 10;
const RETURN = 13;

/** A byte of zero in a cell here and there is a sign like others; in the names of columns, or in many lines, it says that this is no text. */
export function refuseBinary(head: Uint8Array, encoding: Encoding, path: string): void {
  if (encoding.startsWith("utf-16") || !isBinary(head.subarray(0, HEAD_BYTES))) return;
  throw new MillraceError("FILE_NOT_TEXT", {
    message: "The file holds bytes of zero, so it is not text in the encoding that is set.",
    file: path,
    expected: "delimited text",
    got: "binary data, or UTF-16 without a byte order mark",
    hint: 'Set "Encoding" to utf-16le if it is text from Windows; otherwise choose another file.',
  });
}

function isBinary(head: Uint8Array): boolean {
  if (!head.includes(0)) return false;
  let lines = 0;
  let withZero = 0;
  for (let from = 0; from < head.length; lines++) {
    const found = head.indexOf(LINE_FEED, from);
    const end = found < 0 ? head.length : found;
    if (head.subarray(from, end).includes(0)) withZero++;
    if (lines === 0 && withZero > 0) return true;
    from = end + 1;
  }
  return withZero > Math.max(1, lines * ZERO_SHARE);
}

/** Line ends that are there as bytes and not as characters: the file is of one byte a character, or of the other order. */
export function refuseOtherUnits(head: Uint8Array, text: string, encoding: Encoding, path: string): void {
  if (!encoding.startsWith("utf-16") || /[\r\n]/.test(text)) return;
  if (!head.includes(LINE_FEED) && !head.includes(RETURN)) return;
  throw new MillraceError("FILE_NOT_TEXT", {
    message: `The file has no line that ends, read as ${encoding}: it is not text in the encoding that is set.`,
    file: path,
    expected: `delimited text in ${encoding}`,
    got: "text in another encoding, or binary data",
    hint: 'Set "Encoding" to auto.',
  });
}

export function emptyFile(path: string): MillraceError {
  return new MillraceError("FILE_EMPTY", {
    message: "The file is empty.",
    file: path,
    expected: "a header and rows",
    got: "no text",
    hint: "Check the path, and what was to write the file.",
  });
}

/** `searched` is how far a line end was looked for; null where the whole file has been read. */
export function noRow(path: string, searched: number | null): MillraceError {
  return new MillraceError("HEADER_UNREADABLE", {
    message:
      searched === null
        ? "The first row has a quote that is never closed."
        : `The first row does not end within ${searched} bytes.`,
    file: path,
    line: 1,
    expected: "a row of column names",
    got: searched === null ? "an open quote" : "one endless line",
    hint: 'Check the file; set "Quote" to none if quotes are part of the text.',
  });
}
