// Times as text, in ISO 8601.

const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60 * MS_PER_SECOND;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;
const MS_PER_DAY = 24 * MS_PER_HOUR;
/** Dates of JavaScript reach 100 million days to both sides of 1970. */
export const MOST_MS = 8.64e15;
export const MOST_DAYS = 1e8;
/** 2^43 ms, in the year 2248: up to there a float64 tells one microsecond from the next. Times beyond it are of whole milliseconds. */
export const MOST_EXACT_MS = 8_796_093_022_208;
const US_PER_MS = 1000;

/**
 * Whole milliseconds and the microseconds behind them as one number, the same for the same moment wherever it is read. Microseconds
 * that it cannot hold are cut, never rounded up: the last of a year stays in it.
 */
export function momentOf(ms: number, us: number): number {
  return Math.abs(ms) < MOST_EXACT_MS ? (ms * US_PER_MS + us) / US_PER_MS : ms + Math.floor(us / US_PER_MS);
}

/** `2026-01-31T13:00:00Z`, with milliseconds or microseconds where they are not zero; a number that is no time as it is. */
export function timestampText(ms: number): string {
  if (!(Math.abs(ms) <= MOST_MS)) return String(ms);
  // Down, as calendars and clocks count: before 1970 the nearer whole number to 0 would be in the next millisecond.
  const whole = Math.floor(ms);
  const text = new Date(whole).toISOString();
  if (whole === ms || Math.abs(ms) > MOST_EXACT_MS) return text.replace(".000Z", "Z");
  const us = Math.min(US_PER_MS - 1, Math.round((ms - whole) * US_PER_MS));
  if (us === 0) return text.replace(".000Z", "Z");
  return text.replace("Z", `${String(us).padStart(3, "0")}Z`);
}

/** `2026-01-31`, of whole days since 1970. */
export function dateText(days: number): string {
  return timestampText(days * MS_PER_DAY).replace(/T.*/, "");
}

/** `P1DT2H3M4.5S`: days are 24 hours, longer units are left out because they have no fixed length. */
export function durationText(ms: number): string {
  if (!Number.isFinite(ms)) return String(ms);
  let rest = Math.abs(ms);
  const take = (unitMs: number, letter: string): string => {
    const units = Math.floor(rest / unitMs);
    rest -= units * unitMs;
    return units > 0 ? `${units}${letter}` : "";
  };
  const days = take(MS_PER_DAY, "D");
  const time = take(MS_PER_HOUR, "H") + take(MS_PER_MINUTE, "M");
  const seconds = rest > 0 || days + time === "" ? `${rest / MS_PER_SECOND}S` : "";
  return `${ms < 0 ? "-" : ""}P${days}${time + seconds === "" ? "" : `T${time}${seconds}`}`;
}
