// Turns the bytes of other encodings into UTF-8, piece by piece, so that everything behind the reader sees only UTF-8.

export const ENCODINGS = ["utf-8", "latin1", "utf-16le", "utf-16be"] as const;
export type Encoding = (typeof ENCODINGS)[number];

const NEWLINE = 10;
const RETURN = 13;

/** Takes the pieces of a file in their order; the last one is flushed with `final`. */
export type Recode = (piece: Uint8Array, final: boolean) => Uint8Array;

/** What ends a line: LF (with or without CR), or CR alone as on old Macs and in exports of some spreadsheets. */
export type LineEnds = "lf" | "cr";

/** null for UTF-8 with LF, which needs nothing. Latin-1 is read as Windows-1252, its superset, as browsers do. */
export function recoderFor(encoding: Encoding, lineEnds: LineEnds): Recode | null {
  if (encoding === "utf-8") return lineEnds === "cr" ? endLinesInPlace : null;
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (piece, final) => {
    if (encoding === "latin1" && isAscii(piece)) return lineEnds === "cr" ? endLinesInPlace(piece) : piece;
    const text = decoder.decode(piece, { stream: !final });
    return encoder.encode(lineEnds === "cr" ? withLineFeeds(text) : text);
  };
}

/** LF for each CR that stands alone. As long as before: places in the file stay true. */
export function withLineFeeds(text: string): string {
  return text.replaceAll(/\r(?!\n)/g, "\n");
}

/** The same for bytes; those of a block belong to nobody else yet. A CR LF cut in two gives a blank line, which is passed over. */
function endLinesInPlace(bytes: Uint8Array): Uint8Array {
  for (let p = bytes.indexOf(RETURN); p >= 0; p = bytes.indexOf(RETURN, p + 1))
    if (bytes[p + 1] !== NEWLINE) bytes[p] = NEWLINE;
  return bytes;
}

function isAscii(bytes: Uint8Array): boolean {
  let bits = 0;
  for (let i = 0; i < bytes.length; i++) bits |= bytes[i];
  return bits < 128;
}

/** What a byte order mark says, and how long it is. */
export function byteOrderMark(head: Uint8Array): { encoding: Encoding; length: number } | null {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", length: 2 };
  return null;
}
