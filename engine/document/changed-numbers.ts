// Which numbers of a JSON text become others when they are read? Whole ones beyond 2^53, and those that no double can hold.

export interface ChangedNumber {
  /** As it is written. */
  readonly text: string;
  /** What it becomes. */
  readonly value: number;
  /** Names and indices on the way to it. */
  readonly path: readonly (string | number)[];
}

/** Sixteen digits, or three of an exponent: no other number is changed. */
const MAY_CHANGE = /\d{16}|\d[eE][+-]?\d{3}/;
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|[{}[\],:]/g;

/** In the order of the text, which has to be JSON. */
export function changedNumbers(text: string): readonly ChangedNumber[] {
  if (!MAY_CHANGE.test(text)) return [];
  const found: ChangedNumber[] = [];
  /** A name in an object, an index in a list. */
  const path: (string | number)[] = [];
  let last = "";
  for (const [token] of text.matchAll(TOKEN)) {
    const top = path.length - 1;
    if (token === "{") path.push("");
    else if (token === "[") path.push(0);
    else if (token === "}" || token === "]") path.pop();
    else if (token === "," && typeof path[top] === "number") path[top]++;
    else if (token === ":") path[top] = JSON.parse(last) as string;
    else if (/^[-\d]/.test(token) && isChanged(token))
      found.push({ text: token, value: Number(token), path: [...path] });
    last = token;
  }
  return found;
}

/** A fraction is rounded to the nearest double as everywhere, and what we write ourselves comes back: that is no news. */
function isChanged(text: string): boolean {
  const value = Number(text);
  if (!Number.isFinite(value)) return true;
  if (value === 0) return /[1-9]/.test(/^[^eE]*/.exec(text)![0]);
  if (!/^-?\d+$/.test(text) || Number.isSafeInteger(value) || String(value) === text) return false;
  return BigInt(text) !== BigInt(value);
}

/** Why it is another number, in words. */
export function changeWords({ text, value }: Pick<ChangedNumber, "text" | "value">): string {
  const shown = text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS)}…` : text;
  if (!Number.isFinite(value))
    return `The number ${shown} is too large to be kept: numbers end at about 1.8e308.`;
  if (value === 0) return `The number ${shown} is too small to be kept: it becomes 0.`;
  return `The number ${shown} becomes ${value}: whole numbers are kept exactly up to 9007199254740992.`;
}

const SHOWN_LETTERS = 40;
