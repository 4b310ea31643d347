// Times as text, in ISO 8601.

const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60 * MS_PER_SECOND;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;
const MS_PER_DAY = 24 * MS_PER_HOUR;
/** Dates of JavaScript reach 100 million days to both sides of 1970. */
const MOST_MS = 8.64e15;

/** `2026-01-31T13:00:00Z`, with milliseconds where they are not zero; a number that is no time as it is. */
export function timestampText(ms: number): string {
  if (!(Math.abs(ms) <= MOST_MS)) return String(ms);
  return new Date(ms).toISOString().replace(".000Z", "Z");
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
