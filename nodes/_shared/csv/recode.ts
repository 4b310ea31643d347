// Turns the bytes of other encodings into UTF-8, piece by piece, so that everything behind the reader sees only UTF-8.

export const ENCODINGS = ["utf-8", "latin1", "utf-16le", "utf-16be"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Takes the pieces of a file in their order; the last one is flushed with `final`. */
export type Recode = (piece: Uint8Array, final: boolean) => Uint8Array;

/** null for UTF-8, which needs nothing. Latin-1 is read as Windows-1252, its superset, as browsers do. */
export function recoderFor(encoding: Encoding): Recode | null {
  if (encoding === "utf-8") return null;
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (piece, final) => {
    if (encoding === "latin1" && isAscii(piece)) return piece;
    return encoder.encode(decoder.decode(piece, { stream: !final }));
  };
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
