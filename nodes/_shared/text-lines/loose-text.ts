// Labels as they are compared: capitals, blanks and punctuation do not count, since readers drop them.

interface Loose {
  readonly text: string;
  /** Where each of its letters stands in the text it was made of. */
  readonly places: readonly number[];
}

/** Letters and digits only, small, without accents; each with its place. */
export function loose(text: string): Loose {
  let out = "";
  const places: number[] = [];
  for (let at = 0; at < text.length; at++)
    for (const sign of text[at].normalize("NFD").toLowerCase())
      if (/[\p{L}\p{N}%#]/u.test(sign)) {
        out += sign;
        places.push(at);
      }
  return { text: out, places };
}

export interface Match {
  readonly from: number;
  /** Behind its last letter in the text. */
  readonly to: number;
}

/** Where a label stands in a text, as a word or more; null where it does not. */
export function findLabel(text: string, label: string): Match | null {
  const { text: sought } = loose(label);
  const { text: all, places } = loose(text);
  if (sought === "") return null;
  for (let at = all.indexOf(sought); at >= 0; at = all.indexOf(sought, at + 1)) {
    const [from, to] = [places[at], places[at + sought.length - 1] + 1];
    if (isEdge(text, from) && isEdge(text, to)) return { from, to };
  }
  return null;
}

/** Whether a word ends at the place: "total" is no word in "subtotal", nor "no" in "note". */
function isEdge(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  const [before, after] = [text[at - 1], text[at]];
  const isLetter = (sign: string) => /\p{L}/u.test(sign);
  // A reader that drops blanks joins a label to its value: another sort of sign, or a new capital, begins another word.
  if (isLetter(before) && isLetter(after)) return /\p{Ll}/u.test(before) && /\p{Lu}/u.test(after);
  return true;
}
