// How long a server asks to be left alone: seconds, or a date.

/** A date begins with the day of the week in all forms that HTTP knows (RFC 9110, 5.6.7). */
const DATE = /^\s*(?:mon|tue|wed|thu|fri|sat|sun)/i;

/** Null where it says nothing that can be read, or asks for no pause at all: a server that has failed is not asked again at once. */
export function retryAfterMs(text: string | undefined, nowMs: number): number | null {
  if (text === undefined) return null;
  const isDate = DATE.test(text);
  const pauseMs = isDate ? Date.parse(text) - nowMs : /^\s*\d+\s*$/.test(text) ? Number(text) * 1000 : NaN;
  return pauseMs > 0 ? pauseMs : null;
}
