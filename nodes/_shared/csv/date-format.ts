// Reads dates and times of a form that somebody has described, such as `dd.MM.yyyy HH:mm`, from the bytes of a cell.

import { daysOf, isDigit, calendarMoment, MS_PER_DAY, MS_PER_MINUTE, offsetMinutes } from "./parse-time.ts";

/** UTC milliseconds of the bytes; NaN where they are not of the form. */
export type TimeReader = (bytes: Uint8Array, from: number, to: number) => number;

export interface DateFormat {
  /** Reads what is of the form, or of its date alone: a file has dates and times, and they are spelled alike. */
  readonly read: TimeReader;
  /** Reads what is a date only. */
  readonly readDate: TimeReader;
  /** What the bytes say; null where they are not of the form, nor of its date alone. */
  readonly parts: (bytes: Uint8Array, from: number, to: number) => TimeParts | null;
}

/** The parts of a form, by the letters that stand for them; one letter alone takes one digit or two. */
const LETTERS = [
  "yyyy",
  "yy",
  "MM",
  "M",
  "dd",
  "d",
  "HH",
  "H",
  "hh",
  "h",
  "mm",
  "m",
  "ss",
  "s",
  "S",
  "a",
  "X",
];
const UNITS = { y: "year", M: "month", d: "day", H: "hour", h: "hour", m: "minute", s: "second" } as const;
type Unit = (typeof UNITS)[keyof typeof UNITS];

type Step =
  | { readonly take: Unit; readonly least: number; readonly most: number }
  | { readonly take: "fraction" | "half" | "offset" }
  | { readonly take: "byte"; readonly byte: number };

/** Two digits of a year: 69 is 1969, 68 is 2068, as POSIX has it. */
const FIRST_YEAR_OF_LAST_CENTURY = 69;

const known = new Map<string, DateFormat | null>();
const encoder = new TextEncoder();

/** null for a text that is no form: it needs a year, a month and a day, and knows no other letters. */
export function dateFormat(text: string): DateFormat | null {
  const found = known.get(text);
  if (found !== undefined) return found;
  const steps = stepsOf(text);
  const has = (unit: Step["take"]) => steps?.some(({ take }) => take === unit);
  const isWhole = steps && has("year") && has("month") && has("day") && (has("hour") || !has("minute"));
  const format = isWhole ? formatOf(steps) : null;
  known.set(text, format);
  return format;
}

function formatOf(steps: readonly Step[]): DateFormat {
  const { read, parts } = readerOf(steps);
  const dateSteps = steps.slice(0, steps.findLastIndex(({ take }) => DATE_UNITS.includes(take)) + 1);
  if (dateSteps.some(({ take }) => take !== "byte" && !DATE_UNITS.includes(take)))
    return { read, parts, readDate: () => NaN };
  const { read: readDate, parts: dateParts } = readerOf(dateSteps);
  return {
    readDate,
    parts: (bytes, from, to) => parts(bytes, from, to) ?? dateParts(bytes, from, to),
    read: (bytes, from, to) => {
      const ms = read(bytes, from, to);
      return ms === ms ? ms : readDate(bytes, from, to);
    },
  };
}

const DATE_UNITS: readonly Step["take"][] = ["year", "month", "day"];

function stepsOf(text: string): Step[] | null {
  const steps: Step[] = [];
  for (const [part, quoted] of text.matchAll(/'([^']*)'|([A-Za-z])\2*|[^A-Za-z]/g)) {
    const [letter] = part;
    if (quoted !== undefined || !/[A-Za-z]/.test(letter)) {
      const plain = quoted === undefined ? part : quoted === "" ? "'" : quoted;
      for (const byte of encoder.encode(plain)) steps.push({ take: "byte", byte });
    } else if (letter === "S") steps.push({ take: "fraction" });
    else if (part === "a") steps.push({ take: "half" });
    else if (letter === "X") steps.push({ take: "offset" });
    // ISO forms are written with a bare T.
    else if (part === "T") steps.push({ take: "byte", byte: 84 });
    else if (LETTERS.includes(part)) {
      const take = UNITS[letter as keyof typeof UNITS];
      if (steps.some((step) => step.take === take)) return null;
      steps.push({ take, least: part.length, most: Math.max(2, part.length) });
    } else return null;
  }
  return steps;
}

/** What has been read of a time so far, a fraction in microseconds; `h` is replaced by the next reading. */
type Found = Record<Unit | "fraction" | "half" | "offset", number>;

/** Which day and which time a text says, whether or not a calendar and a clock have them. */
export type TimeParts = Readonly<Record<Unit, number>>;

function readerOf(steps: readonly Step[]): Pick<DateFormat, "read" | "parts"> {
  const isShortYear = steps.some((step) => step.take === "year" && step.least === 2);
  const found: Found = {
    year: 0,
    month: 0,
    day: 0,
    hour: 0,
    minute: 0,
    second: 0,
    fraction: 0,
    half: -1,
    offset: 0,
  };
  const isOfForm = (bytes: Uint8Array, from: number, to: number): boolean => {
    let p = from;
    for (const step of steps) {
      p = read(step, bytes, p, to, found);
      if (p < 0) return false;
    }
    return p === to;
  };
  return {
    read: (bytes, from, to) => (isOfForm(bytes, from, to) ? timeOf(found, isShortYear) : NaN),
    parts: (bytes, from, to) =>
      isOfForm(bytes, from, to) ? { ...found, year: fullYearOf(found.year, isShortYear) } : null,
  };
}

function fullYearOf(year: number, isShort: boolean): number {
  return isShort ? year + (year >= FIRST_YEAR_OF_LAST_CENTURY ? 1900 : 2000) : year;
}

/** Reads one step into `found`; answers where the next begins, -1 where the bytes are not of the form. */
function read(step: Step, bytes: Uint8Array, p: number, to: number, found: Found): number {
  switch (step.take) {
    case "byte":
      return p < to && bytes[p] === step.byte ? p + 1 : -1;
    case "half": {
      const letter = bytes[p] | 32;
      if (p + 2 > to || (letter !== 97 && letter !== 112) || (bytes[p + 1] | 32) !== 109) return -1;
      found.half = letter === 112 ? 1 : 0;
      return p + 2;
    }
    case "offset":
      found.offset = offsetMinutes(bytes, p, to);
      return found.offset === found.offset && to > p ? to : -1;
    case "fraction": {
      let unit = 100_000;
      const first = p;
      for (found.fraction = 0; p < to && isDigit(bytes[p]); p++, unit = Math.trunc(unit / 10))
        found.fraction += (bytes[p] - 48) * unit;
      return p > first ? p : -1;
    }
    default: {
      const first = p;
      let value = 0;
      while (p < to && p - first < step.most && isDigit(bytes[p])) value = value * 10 + bytes[p++] - 48;
      found[step.take] = value;
      return p - first >= step.least ? p : -1;
    }
  }
}

function timeOf({ year, month, day, hour, minute, second, fraction, half, offset }: Found, short: boolean) {
  const fullYear = fullYearOf(year, short);
  // 12 am is midnight, 12 pm is noon.
  const fullHour = half < 0 ? hour : hour >= 1 && hour <= 12 ? (hour % 12) + 12 * half : NaN;
  if (!(fullHour <= 24 && minute <= 59 && second <= 59)) return NaN;
  const minutes = fullHour * 60 + minute - offset;
  const days = daysOf(fullYear, month, day);
  return calendarMoment(days * MS_PER_DAY + minutes * MS_PER_MINUTE + second * 1000, fraction);
}
