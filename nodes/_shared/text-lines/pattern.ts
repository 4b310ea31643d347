// Patterns for values: the common part of regular expressions, matched without going back, so that no pattern and no text takes long.

import { parsePattern, type Piece } from "./pattern-syntax.ts";

/** A step of the machine: takes a sign, or goes on at one place or two. */
type Step =
  | { readonly takes: (sign: string) => boolean }
  | { readonly to: readonly number[] }
  | { readonly done: true };

/** More steps than that come of counts in counts. */
const MAX_STEPS = 2000;

export interface Pattern {
  /** The first match, as long as it can be; null where there is none or it is empty. Time grows with text × pattern. */
  find(text: string): string | null;
}

/** Throws an Error that says where the pattern is wrong. */
export function compilePattern(source: string): Pattern {
  const steps: Step[] = [];
  emit(parsePattern(source), steps);
  steps.push({ done: true });
  return { find: (text) => firstMatch(steps, [...text]) };
}

/**
 * All states at once (Thompson 1968): each sign moves the set on. A state knows the earliest place a match that has come to it may have
 * begun at, so that one pass over the text finds the first match, and of those that begin there the longest.
 */
function firstMatch(steps: readonly Step[], signs: readonly string[]): string | null {
  let states = new Map<number, number>();
  let found: { readonly from: number; to: number } | null = null;
  for (let at = 0; ; at++) {
    // Places that come later are of no use once there is a match.
    if (!found) reach(steps, 0, at, states);
    for (const [state, from] of states) {
      if (!("done" in steps[state]) || at === from) continue;
      if (!found || from <= found.from) found = { from, to: at };
    }
    if (at >= signs.length) break;
    const next = new Map<number, number>();
    for (const [state, from] of states) {
      const step = steps[state];
      if (found && from > found.from) continue;
      if ("takes" in step && step.takes(signs[at])) reach(steps, state + 1, from, next);
    }
    states = next;
    if (found && states.size === 0) break;
  }
  return found && signs.slice(found.from, found.to).join("");
}

/** Adds a state, and those that it leads to without a sign, where they are not known from a place as early. */
function reach(steps: readonly Step[], begin: number, from: number, states: Map<number, number>): void {
  const line = [begin];
  for (let state = line.pop(); state !== undefined; state = line.pop()) {
    const known = states.get(state);
    if (known !== undefined && known <= from) continue;
    states.set(state, from);
    const step = steps[state];
    if ("to" in step) line.push(...step.to);
  }
}

function emit(piece: Piece, steps: Step[]): void {
  if (steps.length > MAX_STEPS) throw new Error("its counts make it too large");
  switch (piece.is) {
    case "sign":
      steps.push({ takes: piece.takes });
      return;
    case "sequence":
      for (const part of piece.parts) emit(part, steps);
      return;
    case "choice":
      emitChoice(piece.options, steps);
      return;
    case "repeat":
      for (let i = 0; i < piece.min; i++) emit(piece.of, steps);
      if (piece.max === null) emitLoop(piece.of, steps);
      else for (let i = piece.min; i < piece.max; i++) emitOptional(piece.of, steps);
  }
}

function emitChoice(options: readonly Piece[], steps: Step[]): void {
  const ends: number[] = [];
  options.forEach((option, i) => {
    const fork = steps.push({ to: [] }) - 1;
    emit(option, steps);
    ends.push(steps.push({ to: [] }) - 1);
    steps[fork] = { to: i < options.length - 1 ? [fork + 1, steps.length] : [fork + 1] };
  });
  for (const end of ends) steps[end] = { to: [steps.length] };
}

function emitLoop(of: Piece, steps: Step[]): void {
  const fork = steps.push({ to: [] }) - 1;
  emit(of, steps);
  steps.push({ to: [fork] });
  steps[fork] = { to: [fork + 1, steps.length] };
}

function emitOptional(of: Piece, steps: Step[]): void {
  const fork = steps.push({ to: [] }) - 1;
  emit(of, steps);
  steps[fork] = { to: [fork + 1, steps.length] };
}
