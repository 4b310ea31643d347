// Finds a name of a list by the letters it begins with, typed one after the other.

/** Letters that follow each other within this time are one word. */
const PAUSE_MS = 1000;

interface Typing {
  readonly text: string;
  /** When its last letter came. */
  readonly at: number;
}

export const NOTHING_TYPED: Typing = { text: "", at: -Infinity };

export function typed(before: Typing, letter: string, at: number): Typing {
  return { text: at - before.at > PAUSE_MS ? letter : before.text + letter, at };
}

/** Place of the name to go to; null when none begins so. One letter again and again goes through all that begin with it. */
export function placeByTyping(names: readonly string[], from: number, { text }: Typing): number | null {
  const letters = text.toLowerCase();
  const isOneLetter = [...letters].every((letter) => letter === letters[0]);
  const whole = placeOf(names, letters.length === 1 ? from + 1 : from, letters);
  return whole ?? (isOneLetter ? placeOf(names, from + 1, letters[0]) : null);
}

function placeOf(names: readonly string[], from: number, beginning: string): number | null {
  const order = names.map((_, step) => (from + step) % names.length);
  return order.find((place) => names[place].toLowerCase().startsWith(beginning)) ?? null;
}
