// How long has a run been going on? Also while nothing is told: a model at work in one long call tells nothing.

import type { RunState } from "../../stores/run-state.ts";

/** A pause so long is told. */
const SILENT_MS = 5000;

export interface RunClock {
  readonly elapsedMs: number;
  /** Since the last report; null while that is not worth a word. */
  readonly silentMs: number | null;
}

/** `now` in milliseconds since 1970; it may be older than the last report. */
export function runClock(
  { elapsedMs, heardAt }: Pick<RunState, "elapsedMs" | "heardAt">,
  now: number,
): RunClock {
  const sinceMs = Math.max(0, now - heardAt);
  const silentMs = sinceMs < SILENT_MS ? null : Math.floor(sinceMs / 1000) * 1000;
  return { elapsedMs: elapsedMs + sinceMs, silentMs };
}
