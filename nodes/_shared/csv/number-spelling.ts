// How numbers are spelled besides the usual: marks between thousands, and a comma before the fraction.

import { isPlainNumber } from "./parse-number.ts";

/** `space` is any blank that stands inside a number: plain, no-break or thin. */
export const THOUSANDS_MARKS = [",", ".", "'", "space"] as const;
export type ThousandsMark = (typeof THOUSANDS_MARKS)[number];

export interface NumberSpelling {
  readonly decimalComma: boolean;
  readonly thousands: ThousandsMark | null;
}

/** Cells that are no numbers as they stand, and how they can be read. */
export interface OddNumbers {
  readonly cell: string;
  /** The likeliest first; of several, nobody but a person can tell which is meant. */
  readonly readings: readonly NumberSpelling[];
}

const CLASSES: Readonly<Record<ThousandsMark, string>> = {
  ",": ",",
  ".": "\\.",
  "'": "['’]",
  space: "[ \\u00a0\\u2009\\u202f]",
};

/** Digits in threes behind the first mark. No zero stands first: `030 123` is no amount. */
const groupedForm = (mark: ThousandsMark, decimal: string) =>
  new RegExp(`^[+-]?[1-9]\\d{0,2}(?:${CLASSES[mark]}\\d{3})+(?:${decimal}\\d*)?$`);

interface Form {
  readonly grouped: RegExp;
  readonly marks: RegExp;
}

const forms = new Map<string, Form>();

function formOf(mark: ThousandsMark, decimalComma: boolean): Form {
  const key = `${mark}${decimalComma}`;
  const known = forms.get(key);
  if (known) return known;
  const form = {
    grouped: groupedForm(mark, decimalComma ? "," : "\\."),
    marks: new RegExp(CLASSES[mark], "g"),
  };
  forms.set(key, form);
  return form;
}

/** The text of a number without the marks between its thousands; any other text as it is. */
export function withoutMarks(text: string, mark: ThousandsMark, decimalComma: boolean): string {
  const { grouped, marks } = formOf(mark, decimalComma);
  return grouped.test(text) ? text.replace(marks, "") : text;
}

/** The number that a cell means in a spelling, as its digits are usually written. */
export function plainNumber(cell: string, { decimalComma, thousands }: NumberSpelling): string {
  const text = cell.trim();
  const digits = thousands === null ? text : withoutMarks(text, thousands, decimalComma);
  return decimalComma ? digits.replace(",", ".") : digits;
}

const READINGS: readonly NumberSpelling[] = [
  ...THOUSANDS_MARKS.map((thousands) => ({ decimalComma: thousands === ".", thousands })),
  { decimalComma: true, thousands: null },
  { decimalComma: true, thousands: "'" },
  { decimalComma: true, thousands: "space" },
];

const UNMARKED = /^[+-]?\d{4,}(?:[.,]\d+)?$/;
/** A mark, or a comma: what keeps a cell from being read as it stands. */
const ODD = /\d[,.'’ \u00a0\u2009\u202f]\d/;

/** How all cells of a column can be read as numbers, where some cannot as they stand; null where they cannot, or need not. */
export function oddNumbers(cells: readonly string[]): OddNumbers | null {
  const texts = cells.map((cell) => cell.trim());
  const odd = texts.find((text) => ODD.test(text) && !isPlainNumber(text, false));
  if (odd === undefined) return null;
  const readings = READINGS.filter((spelling) => fits(texts, spelling));
  // A writer who makes marks makes them in every number above 999.
  const isSettled = texts.some((text) => UNMARKED.test(text));
  const likely = isSettled ? readings.filter(({ thousands }) => thousands === null) : [];
  return readings.length === 0 ? null : { cell: odd, readings: likely.length > 0 ? likely : readings };
}

function fits(texts: readonly string[], { decimalComma, thousands }: NumberSpelling): boolean {
  let isNeeded = false;
  for (const text of texts) {
    const plain = thousands === null ? text : withoutMarks(text, thousands, decimalComma);
    if (!isPlainNumber(plain, decimalComma)) return false;
    isNeeded ||= thousands === null ? text.includes(",") : plain !== text;
  }
  return isNeeded;
}

/** The expression that makes a number of a text column with such cells: of `12.500,5`, `12%`, `€ 5`. */
export function numberExpression(column: string, cell: string, spelling = likelySpelling(cell)): string {
  const name = /^[A-Za-z_]\w*$/.test(column) ? column : `row[${JSON.stringify(column)}]`;
  const { decimalComma, thousands } = spelling;
  const plain = thousands === null ? cell : cell.replace(formOf(thousands, decimalComma).marks, "");
  const mark = thousands === "space" ? (/[ \u00a0\u2009\u202f]/.exec(cell)?.[0] ?? " ") : thousands;
  const foreign = plain.match(/[^\d.,+\-eE]/gu) ?? [];
  const gone = [...new Set([...(mark === null ? [] : [mark]), ...foreign])];
  const cleaned = gone.reduce((inner, sign) => `replace(${inner}, ${JSON.stringify(sign)}, "")`, name);
  return `number(${decimalComma ? `replace(${cleaned}, ",", ".")` : cleaned})`;
}

/** By one cell alone: of two signs the last begins the fraction, and a sign that stands twice marks thousands. */
function likelySpelling(cell: string): NumberSpelling {
  const last = Math.max(cell.lastIndexOf(","), cell.lastIndexOf("."));
  const decimal = last < 0 ? "" : cell[last];
  const other = decimal === "," ? "." : ",";
  const blank = /\d['’ \u00a0\u2009\u202f]\d{3}/.exec(cell)?.[0][1];
  const inner = blank === undefined ? null : /['’]/.test(blank) ? "'" : "space";
  if (decimal === "") return { decimalComma: false, thousands: inner };
  if (cell.includes(other)) return { decimalComma: decimal === ",", thousands: other };
  if (cell.indexOf(decimal) !== last)
    return { decimalComma: decimal === ".", thousands: decimal as ThousandsMark };
  return { decimalComma: decimal === ",", thousands: inner };
}
