// What to do about rows of a file that could not be read, by the code of what is wrong with them.

import { isNullLike } from "../csv/null-words.ts";

/** `cell` is what stands where a number should. */
export function rowHint(code: string, cell: string | undefined): string | undefined {
  if (cell !== undefined && isNullLike(cell))
    return `If ${JSON.stringify(cell)} means that there is no value, add it to Also null (alsoNull); else mend the cell.`;
  return ROW_HINTS[code];
}

const ROW_HINTS: Readonly<Record<string, string>> = {
  ROW_CELLS: "Mend the row in the file, or set Delimiter or Quote if these rows are right.",
  QUOTE_UNCLOSED: 'Mend the row in the file, or set "Quote" to none if quotes are plain text there.',
  QUOTE_MISPLACED: 'Mend the row in the file, or set "Quote" to none if quotes are plain text there.',
  LINE_TOO_LONG: 'Look for a quote that is never closed, or set "Longest row" higher if the row is right.',
  ENCODING_INVALID: 'Set "Encoding" to latin1 if that is what the file is.',
  ZERO_BYTE: "Mend the row in the file; such bytes mostly come of a write that was cut off.",
  NUMBER_INVALID:
    "Mend the cell, add the word to Also null if it means no value, or read the column as text.",
  NUMBER_INEXACT: "Read the column as int64, or as text if it is an id (Types).",
  NUMBER_OVERFLOW: "Mend the cell, or read the column as text.",
  CELL_INVALID: "Mend the cell, or set another type for the column in Types.",
};
