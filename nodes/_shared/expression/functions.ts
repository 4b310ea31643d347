// Functions that an expression may call, as they are offered to whoever writes one.

export interface ExpressionFunction {
  readonly name: string;
  readonly signature: string;
  readonly help: string;
}

/** Signature, and what it gives. The name is what stands before the bracket. */
const LIST: readonly (readonly [signature: string, help: string])[] = [
  ["abs(number)", "The number without its sign."],
  ["floor(number)", "The next whole number below."],
  ["ceil(number)", "The next whole number above."],
  ["round(number, decimals?)", "Rounded; halves go away from zero."],
  ["sqrt(number)", "The square root."],
  ["exp(number)", "e to the power of the number."],
  ["log(number)", "The natural logarithm."],
  ["log10(number)", "The logarithm to base 10."],
  ["sin(number)", "The sine of an angle in radians."],
  ["cos(number)", "The cosine of an angle in radians."],
  ["tan(number)", "The tangent of an angle in radians."],
  ["sign(number)", "-1, 0 or 1."],
  ["pow(base, exponent)", "The base to the power of the exponent."],
  ["min(a, b, …)", "The least of two to four numbers."],
  ["max(a, b, …)", "The greatest of two to four numbers."],
  ["atan2(y, x)", "The angle of the point (x, y), in radians."],
  ["isNaN(number)", "Whether it is no number."],
  ["lower(text)", "In small letters."],
  ["upper(text)", "In capital letters."],
  ["trim(text)", "Without blanks at both ends."],
  ["length(text)", "How many characters it has."],
  ["replace(text, from, to)", "With every `from` replaced."],
  ["contains(text, part)", "Whether the part is in it."],
  ["startsWith(text, part)", "Whether it begins with the part."],
  ["endsWith(text, part)", "Whether it ends with the part."],
  ["text.matches(pattern)", "Whether a regular expression fits."],
  ["text.substring(from, to)", "The characters from one place to another, counted from 0."],
  ["text.indexOf(part)", "Where the part begins, from 0; -1 where it is not."],
  ["text.split(separator)", "The list of its pieces."],
  ["number(value)", "Text or true/false as a number."],
  ["string(value)", "The value as text, a time in ISO 8601."],
  ["int(number)", "The number without its decimals."],
  ["double(value)", "The value as a number."],
  ["timestamp(text)", "A time written in ISO 8601."],
  ["year(time)", "The year, UTC."],
  ["month(time)", "The month, 1 to 12."],
  ["day(time)", "The day of the month, 1 to 31."],
  ["hour(time)", "The hour, 0 to 23, UTC."],
  ["minute(time)", "The minute, 0 to 59."],
  ["weekday(time)", "Monday is 1, Sunday 7."],
  ["hoursBetween(from, to)", "Hours from one time to another."],
  ["daysBetween(from, to)", "Days from one time to another."],
  ["isNull(value)", "Whether there is no value."],
  ["coalesce(a, b, …)", "The first that is not null."],
];

export const EXPRESSION_FUNCTIONS: readonly ExpressionFunction[] = LIST.map(([signature, help]) => ({
  name: signature.slice(0, signature.indexOf("(")).replace(/^text\./, ""),
  signature,
  help,
}));
