// Orders of texts that are the same on every machine: by code point, and with numbers in them by their value.

export type TextOrder = "code-point" | "natural";

/** Below 0 where `a` comes first. */
export type CompareTexts = (a: string, b: string) => number;

export const compareTexts: Readonly<Record<TextOrder, CompareTexts>> = {
  "code-point": byCodePoint,
  natural: byNumbers,
};

/** JavaScript compares halves of characters: those beyond U+FFFF would come before U+E000 to U+FFFF. */
function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return raised(x) - raised(y);
  }
  return a.length - b.length;
}

/** A half of a character from beyond U+FFFF stands behind all others. */
function raised(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/** `a2` before `a10`: runs of the digits 0 to 9 by value, everything else by code point; equal values by code point. */
function byNumbers(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (isDigit(a, i) && isDigit(b, j)) {
      const first = numberAt(a, i);
      const second = numberAt(b, j);
      const longer = first.to - first.from - (second.to - second.from);
      if (longer !== 0) return longer;
      for (let k = 0; first.from + k < first.to; k++) {
        const digit = a.charCodeAt(first.from + k) - b.charCodeAt(second.from + k);
        if (digit !== 0) return digit;
      }
      i = first.to;
      j = second.to;
      continue;
    }
    const x = a.charCodeAt(i++);
    const y = b.charCodeAt(j++);
    if (x !== y) return raised(x) - raised(y);
  }
  return a.length - i - (b.length - j) || byCodePoint(a, b);
}

/** The digits that begin at `i`, without zeros before them. */
function numberAt(text: string, i: number): { readonly from: number; readonly to: number } {
  let to = i;
  while (to < text.length && isDigit(text, to)) to++;
  let from = i;
  while (from < to && text.charCodeAt(from) === 48) from++;
  return { from, to };
}

function isDigit(text: string, i: number): boolean {
  const unit = text.charCodeAt(i);
  return unit >= 48 && unit <= 57;
}
