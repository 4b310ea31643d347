// In which encoding is a text written? By its byte order mark, else as UTF-8 where that is valid, else by what the bytes are most likely.

import { MillraceError } from "../../../engine/sdk/errors.ts";

/** Bytes of the beginning by which an encoding is told. */
export const SAMPLE_BYTES = 64 * 1024;

/** The names that can be chosen; `auto` looks. */
export const ENCODINGS = [
  "auto",
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "iso-8859-1",
  "iso-8859-2",
  "iso-8859-5",
  "iso-8859-7",
  "iso-8859-8",
  "iso-8859-9",
  "iso-8859-15",
  "windows-1250",
  "windows-1251",
  "windows-1253",
  "windows-1254",
  "windows-1255",
  "windows-1256",
  "koi8-r",
  "macintosh",
  "shift_jis",
  "euc-jp",
  "iso-2022-jp",
  "gb18030",
  "big5",
  "euc-kr",
] as const;
export type EncodingName = (typeof ENCODINGS)[number];

/**
 * `whole`: the bytes are the whole text, not its beginning. Throws `TEXT_BINARY` for what is no text, `ENCODING_UNKNOWN` where nothing
 * can be told or decoded.
 */
export async function detectEncoding(bytes: Uint8Array, whole: boolean): Promise<string> {
  if (isUtf32(bytes)) throw utf32();
  const marked = byMark(bytes);
  if (marked) return marked;
  const bare = withoutMark(bytes);
  if (bare) return bare;
  if (isUtf8(bytes, whole)) return refuseBinary(bytes, "utf-8");
  refuseBinary(bytes, "");
  const { detect } = await import("chardet");
  const guess = detect(bytes.subarray(0, SAMPLE_BYTES));
  const known = guess === null ? null : knownLabel(guess);
  if (known) return known;
  throw new MillraceError("ENCODING_UNKNOWN", {
    message: `It cannot be told in which encoding the text is written${guess ? ` (perhaps ${guess}, which cannot be read)` : ""}.`,
    expected: "UTF-8, or an encoding that is named",
    got: guess ?? "other bytes",
    hint: 'Set "Encoding" to that of the file, or save the file as UTF-8.',
  });
}

/** A decoder that goes on from piece to piece; bytes that mean nothing in the encoding throw a TypeError. */
export function decoderOf(encoding: string): TextDecoder {
  return new TextDecoder(encoding, { fatal: true });
}

/** The whole of a text. Throws `TEXT_ENCODING` where bytes mean nothing in the encoding. */
export function decodeAll(bytes: Uint8Array, encoding: string): string {
  try {
    const decoder = decoderOf(encoding);
    // As a stream, since Node reads windows-1252 that comes at once as if it were Latin 1.
    return decoder.decode(bytes, { stream: true }) + decoder.decode();
  } catch (cause) {
    throw encodingError(encoding, cause);
  }
}

export function encodingError(encoding: string, cause: unknown): MillraceError {
  return new MillraceError("TEXT_ENCODING", {
    message: `The text has bytes that mean nothing in ${encoding}.`,
    expected: `text in ${encoding}`,
    got: "other bytes",
    hint: 'Set "Encoding" to that of the file, or to automatic.',
    cause,
  });
}

/** Its mark begins like that of UTF-16. */
function isUtf32(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return (a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff);
}

function utf32(): MillraceError {
  return new MillraceError("ENCODING_UNKNOWN", {
    message: "The text is written in UTF-32, which cannot be read.",
    expected: "UTF-8, or an encoding that is named",
    got: "UTF-32",
    hint: "Save the file as UTF-8.",
  });
}

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** UTF-16 without a mark: nearly every other byte of Western text is 0. */
function withoutMark(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, 2048) & ~1;
  if (length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const units = length / 2;
  if (odd > units * 0.6 && even < units * 0.1) return "utf-16le";
  if (even > units * 0.6 && odd < units * 0.1) return "utf-16be";
  return null;
}

/** A beginning may end within a character. */
function isUtf8(bytes: Uint8Array, whole: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

/** Text has no NUL. */
function refuseBinary(bytes: Uint8Array, encoding: string): string {
  if (!bytes.subarray(0, SAMPLE_BYTES).includes(0)) return encoding;
  throw new MillraceError("TEXT_BINARY", {
    message: "It is no text: it has NUL bytes.",
    expected: "a text file",
    got: "other data",
    hint: 'Leave the file out by "Which files", or name its encoding if it is text after all.',
  });
}

/** The encodings that browsers and Node know; null for others that are guessed. */
function knownLabel(guess: string): string | null {
  try {
    return new TextDecoder(guess).encoding;
  } catch {
    return null;
  }
}

/** The control characters of Latin 1, which no text has, as the signs of windows-1252 that were meant. */
export function mendControls(text: string): string {
  return text.replace(/[\u0080-\u009f]/gu, (sign) => windowsSign(sign.charCodeAt(0)));
}

/** The sign of windows-1252 for a byte. */
export function windowsSign(byte: number): string {
  return new TextDecoder("windows-1252").decode(Uint8Array.of(byte), { stream: true });
}
