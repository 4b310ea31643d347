// The items of a list in an answer as lines of JSON, each as it stands there: numbers keep all of their digits.

import type { JsonPath } from "./json-path.ts";

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const LINE_FEED = 10;
const BLANK = 32;
/** A parser is given the text without it. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/** A place in the bytes: from its first to behind its last. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** `bytes` is JSON beyond doubt, without a byte order mark, with a list at the path. */
export function listLines(bytes: Uint8Array, path: JsonPath): Uint8Array {
  const begins = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  let place: Span = { from: skipBlanks(bytes, begins), to: bytes.length };
  for (const key of path)
    place = typeof key === "number" ? items(bytes, place)[key] : valueOf(bytes, place, key);
  const all = items(bytes, place);
  const lines = new Uint8Array(all.reduce((sum, { from, to }) => sum + to - from + 1, 0));
  let at = 0;
  for (const { from, to } of all) {
    lines.set(bytes.subarray(from, to), at);
    // Between the values of an object, where a line end means as much as a blank; inside of a text there is none.
    for (let p = at; p < at + to - from; p++) if (lines[p] === LINE_FEED || lines[p] === 13) lines[p] = BLANK;
    at += to - from;
    lines[at++] = LINE_FEED;
  }
  return lines;
}

function items(bytes: Uint8Array, { from }: Span): Span[] {
  const found: Span[] = [];
  for (let p = skipBlanks(bytes, from + 1); !CLOSE.has(bytes[p]);) {
    const to = behind(bytes, p);
    found.push({ from: p, to });
    p = skipBlanks(bytes, to);
    if (bytes[p] === COMMA) p = skipBlanks(bytes, p + 1);
  }
  return found;
}

/** Of a key that stands twice, the last, as a parser has it. */
function valueOf(bytes: Uint8Array, { from }: Span, wanted: string): Span {
  let found: Span = { from, to: from };
  for (let p = skipBlanks(bytes, from + 1); !CLOSE.has(bytes[p]);) {
    const end = behind(bytes, p);
    const key = JSON.parse(new TextDecoder().decode(bytes.subarray(p, end))) as string;
    p = skipBlanks(bytes, end);
    if (bytes[p] === COLON) p = skipBlanks(bytes, p + 1);
    const to = behind(bytes, p);
    if (key === wanted) found = { from: p, to };
    p = skipBlanks(bytes, to);
    if (bytes[p] === COMMA) p = skipBlanks(bytes, p + 1);
  }
  return found;
}

/** The place behind the value that begins at `at`. */
function behind(bytes: Uint8Array, at: number): number {
  if (bytes[at] === QUOTE) return behindText(bytes, at);
  let depth = 0;
  for (let p = at; p < bytes.length; p++) {
    const byte = bytes[p];
    if (byte === QUOTE) p = behindText(bytes, p) - 1;
    else if (OPEN.has(byte)) depth++;
    else if (CLOSE.has(byte)) {
      if (depth === 0) return p;
      if (--depth === 0) return p + 1;
    } else if (depth === 0 && (byte === COMMA || byte <= BLANK)) return p;
  }
  return bytes.length;
}

function behindText(bytes: Uint8Array, at: number): number {
  let p = at + 1;
  while (bytes[p] !== QUOTE) p += bytes[p] === BACKSLASH ? 2 : 1;
  return p + 1;
}

function skipBlanks(bytes: Uint8Array, at: number): number {
  let p = at;
  while (p < bytes.length && bytes[p] <= BLANK) p++;
  return p;
}
