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
  /** The first match, as long as it can be; null where there is none. Time grows with text × pattern. */
  find(text: string): string | null;
}

/** Throws an Error that says where the pattern is wrong. */
export function compilePattern(source: string): Pattern {
  const steps: Step[] = [];
  emit(parsePattern(source), steps);
  steps.push({ done: true });
  return {
    find(text) {
      const signs = [...text];
      for (let from = 0; from < signs.length; from++) {
        const to = longestFrom(steps, signs, from);
        if (to > from) return signs.slice(from, to).join("");
      }
      return null;
    },
  };
}

/** All states at once (Thompson 1968): each sign moves the set on. */
function longestFrom(steps: readonly Step[], signs: readonly string[], from: number): number {
  let states = reached(steps, [0]);
  let best = -1;
  for (let at = from; ; at++) {
    if ([...states].some((state) => "done" in steps[state])) best = at;
    if (at >= signs.length || states.size === 0) return best;
    const next: number[] = [];
    for (const state of states) {
      const step = steps[state];
      if ("takes" in step && step.takes(signs[at])) next.push(state + 1);
    }
    states = reached(steps, next);
  }
}

function reached(steps: readonly Step[], begin: readonly number[]): Set<number> {
  const seen = new Set<number>();
  const line = [...begin];
  for (let state = line.pop(); state !== undefined; state = line.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    const step = steps[state];
    if ("to" in step) line.push(...step.to);
  }
  return seen;
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
