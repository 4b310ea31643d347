// How long has a run been going on, and has it got on lately? Also while nothing is told: a model at work in one long call tells nothing.

import type { RunState } from "./run-state.ts";

/** A pause so long is told. */
const STUCK_MS = 5000;

export interface RunClock {
  readonly elapsedMs: number;
  /** Since a row last went anywhere; null while that is not worth a word. */
  readonly stuckMs: number | null;
}

/** `now` in milliseconds since 1970; it may be older than the last report. */
export function runClock(
  { elapsedMs, heardAt, movedAt }: Pick<RunState, "elapsedMs" | "heardAt" | "movedAt">,
  now: number,
): RunClock {
  const stuckMs = Math.floor((now - movedAt) / 1000) * 1000;
  return {
    elapsedMs: elapsedMs + Math.max(0, now - heardAt),
    stuckMs: stuckMs < STUCK_MS ? null : stuckMs,
  };
}
