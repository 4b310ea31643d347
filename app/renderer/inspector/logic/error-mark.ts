// Which part of an expression an issue is about: the word, number, text or sign that begins there.

interface ErrorMark {
  readonly before: string;
  readonly marked: string;
}

const TOKEN = /^(?:[\p{L}_][\p{L}\p{N}_]*|\d+(?:\.\d+)?|"[^"]*"?|'[^']*'?|&&|\|\||[=!<>]=|\S)/u;

/** Null when no place is known. At the end of the text, and on blanks, a blank is marked. */
export function errorMark(text: string, at: number | undefined): ErrorMark | null {
  if (at === undefined || at < 0) return null;
  const from = Math.min(at, text.length);
  const marked = TOKEN.exec(text.slice(from))?.[0] ?? "\u00a0";
  return { before: text.slice(0, from), marked };
}
