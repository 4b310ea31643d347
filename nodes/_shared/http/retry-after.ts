// How long a server asks to be left alone: seconds, or a date.

/** RFC 9110, 5.6.7: every date of HTTP is one of Greenwich. What else a calendar makes a day of, such as `-5`, is none. */
const DATE = /^[A-Za-z]+, .* GMT\s*$/;

/** Null where it says nothing that can be read. */
export function retryAfterMs(text: string | undefined, nowMs: number): number | null {
  if (text === undefined) return null;
  if (/^\s*\d+\s*$/.test(text)) return Number(text) * 1000;
  const at = DATE.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
