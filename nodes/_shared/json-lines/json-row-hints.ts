// What to do about lines that could not be read, by the code of what is wrong with them.

const HINTS: Readonly<Record<string, string>> = {
  JSON_LINE_INVALID: "Mend the line in the file: each line has to be one whole JSON object.",
  JSON_NOT_OBJECT: "Write the line as an object with names for its values.",
  JSON_KEY_TWICE: "Take one of the two out of the line.",
  LINE_TOO_LONG: 'Set "Longest row" (maxLineBytes) higher if the line is right.',
  ENCODING_INVALID: "Save the file as UTF-8.",
  NUMBER_INEXACT: "Read the column as int64, or as text if it is an id (Types).",
  NUMBER_OVERFLOW: "Mend the value, or read the column as text.",
  CELL_INVALID:
    "Mend the value, add it to Also null if it is a word for no value, or set another type for the column in Types.",
};

export function jsonRowHint(code: string): string {
  return HINTS[code];
}
