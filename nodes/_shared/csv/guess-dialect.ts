// Guesses how a delimited file is spelled from its beginning: the delimiter and the decimal sign.

import { splitText, type TextRecord } from "./split-text.ts";

/** In order of preference where two fit equally well. */
const DELIMITERS = [",", ";", "\t", "|"] as const;

const MOST_RECORDS = 60;
/** As much text as is looked at first; the rest only where it holds less than two records. */
const FIRST_CHARACTERS = 2048;
const COMMA_NUMBER = /^[+-]?\d+,\d+$/;
const POINT_NUMBER = /^[+-]?\d+\.\d+$/;

/** The delimiter that cuts the most records into the same number of cells (more than one). A comma when none does. */
export function guessDelimiter(text: string, quote: string, complete: boolean): string {
  if (text.length > FIRST_CHARACTERS) {
    const first = text.slice(0, FIRST_CHARACTERS);
    if (first.indexOf("\n") < first.lastIndexOf("\n")) return guessDelimiter(first, quote, false);
  }
  let best = ",";
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const records = splitText(text, delimiter, quote, complete, MOST_RECORDS);
    const score = regularity(records);
    if (score > most) [best, most] = [delimiter, score];
  }
  return best;
}

/** Cells of the first record, times the share of records with as many of them; 0 where there is only one cell. */
function regularity(records: readonly TextRecord[]): number {
  const width = records[0]?.cells.length ?? 0;
  if (width < 2) return 0;
  const same = records.filter((record) => record.cells.length === width).length;
  return width * (same / records.length) ** 2;
}

/** Whether numbers are written with a decimal comma. */
export function guessDecimalComma(records: readonly TextRecord[], delimiter: string): boolean {
  if (delimiter === ",") return false;
  let commas = 0;
  let points = 0;
  for (const { cells } of records.slice(0, MOST_RECORDS)) {
    for (const { text } of cells) {
      if (COMMA_NUMBER.test(text)) commas++;
      else if (POINT_NUMBER.test(text)) points++;
    }
  }
  return commas > points;
}
