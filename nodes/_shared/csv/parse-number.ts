// Reads a number from the text of a cell; the words for "not a number" and infinity included.

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NUMBER_WITH_COMMA = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/;

const SPECIAL: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, infinity: Infinity };

/** The nearest double; infinite where the text is too big for one; `undefined` where it is no number at all. */
export function parseNumber(text: string, decimalComma: boolean): number | undefined {
  if (!(decimalComma ? NUMBER_WITH_COMMA : NUMBER).test(text)) return specialNumber(text);
  return Number(decimalComma ? text.replace(",", ".") : text);
}

/** Whether the text is a finite number in the usual spelling. */
export function isPlainNumber(text: string, decimalComma: boolean): boolean {
  return (decimalComma ? NUMBER_WITH_COMMA : NUMBER).test(text);
}

/** `NaN`, `inf`, `-Infinity`… in any case; `undefined` for other words. */
function specialNumber(text: string): number | undefined {
  const sign = text[0] === "-" ? -1 : 1;
  const word = text[0] === "-" || text[0] === "+" ? text.slice(1) : text;
  const value = word.length <= 8 ? SPECIAL[word.toLowerCase()] : undefined;
  return value === undefined ? undefined : sign * value;
}
