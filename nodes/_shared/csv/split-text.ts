// Splits a piece of delimited text into records of cells: for headers and samples, not for bulk work.

export interface TextCell {
  readonly text: string;
  readonly quoted: boolean;
}

export interface TextRecord {
  readonly cells: readonly TextCell[];
  /** Where the next record begins. */
  readonly end: number;
}

/**
 * Records of `text` as RFC 4180 has them; blank lines are left out, and so is a record whose end is not in the text
 * unless `complete` says that nothing follows. A quote that is never closed costs its line; in the first record, everything.
 */
export function splitText(
  text: string,
  delimiter: string,
  quote: string,
  complete: boolean,
  most = Infinity,
): TextRecord[] {
  const records: TextRecord[] = [];
  let cells: TextCell[] = [];
  let p = 0;
  let newline = -1;
  while (p < text.length && records.length < most) {
    const quoted = quote !== "" && text[p] === quote;
    const from = p;
    if (quoted) {
      p = closing(text, p, quote);
      if (p < 0) {
        if (!complete || records.length === 0) return records;
        // As the reader of rows does: the row fails, and the next line is a row again.
        cells = [];
        p = orEnd(text.indexOf("\n", from), text) + 1;
        continue;
      }
    }
    // `indexOf` is native: this runs when nothing is compiled yet, at every start.
    if (newline < p) newline = orEnd(text.indexOf("\n", p), text);
    p = Math.min(orEnd(text.indexOf(delimiter, p), text), newline);
    if (p === text.length && !complete) return records;
    const raw = text.slice(from, text[p] !== delimiter && text[p - 1] === "\r" ? p - 1 : p);
    cells.push({ text: quoted ? unquote(raw, quote) : raw, quoted });
    if (text[p] === delimiter) {
      p++;
      if (p < text.length) continue;
      cells.push({ text: "", quoted: false });
    }
    p++;
    const blank = cells.length === 1 && cells[0].text === "" && !cells[0].quoted;
    if (!blank) records.push({ cells, end: Math.min(p, text.length) });
    cells = [];
  }
  return records;
}

function orEnd(place: number, text: string): number {
  return place < 0 ? text.length : place;
}

/** The place behind the quote that closes the one at `open`; -1 where there is none. */
function closing(text: string, open: number, quote: string): number {
  for (let p = open + 1; ; p++) {
    p = text.indexOf(quote, p);
    if (p < 0) return -1;
    if (text[p + 1] !== quote) return p + 1;
    p++;
  }
}

function unquote(raw: string, quote: string): string {
  const end = raw.lastIndexOf(quote);
  return (raw.slice(1, end) + raw.slice(end + 1)).replaceAll(quote + quote, quote);
}
