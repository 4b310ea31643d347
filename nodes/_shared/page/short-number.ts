// A number to look at: six digits are enough, but all of a whole number, and cents of an amount; nothing of a cell but a number comes out of it.

const DIGITS = 6;
const DECIMALS = 2;
/** A double has no more that mean something. */
const MOST_DIGITS = 15;

/**
 * @example
 * shortNumber(0.123456789) // "0.123457"
 * shortNumber(1234567.258) // "1234567.26"
 */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return "0";
  if (Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(digitsOf(value, DIGITS))));
}

/** So many digits, or more where they would end before the second one behind the point. */
export function digitsOf(value: number, fewest: number): number {
  const size = Math.abs(value);
  const whole = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  return Math.min(MOST_DIGITS, Math.max(fewest, whole + DECIMALS));
}
