// Files that are no delimited text at all, in words.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import { isUtf8 } from "../csv/utf8.ts";
import type { Encoding } from "../csv/recode.ts";

const LINE_FEED = 10;
const RETURN = 13;

/**
 * Bytes of zero stand in no text but UTF-16. One in the first row, or among bytes that are not UTF-8, is no text; one in a row
 * further down fails that row.
 */
export function refuseBinary(head: Uint8Array, encoding: Encoding, path: string): void {
  const piece = head.subarray(0, 4096);
  const zero = encoding.startsWith("utf-16") ? -1 : piece.indexOf(0);
  const firstEnd = piece.findIndex((byte) => byte === LINE_FEED || byte === RETURN);
  if (zero < 0) return;
  // Up to the last whole line: a character may be cut at the end of the piece.
  const whole = piece.subarray(0, Math.max(zero, piece.lastIndexOf(LINE_FEED)) + 1);
  if (firstEnd >= 0 && firstEnd < zero && isUtf8(whole)) return;
  throw new MillraceError("FILE_NOT_TEXT", {
    message: "The file holds bytes of zero, so it is not text in the encoding that is set.",
    file: path,
    expected: "delimited text",
    got: "binary data, or UTF-16 without a byte order mark",
    hint: 'Set "Encoding" to utf-16le if it is text from Windows; otherwise choose another file.',
  });
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
