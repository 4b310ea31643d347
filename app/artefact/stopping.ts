// SIGTERM and Ctrl-C, as build/begin.cjs hears them from the first moment of a program on.

import { setImmediate } from "node:timers/promises";

export interface Stopping {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Called when the second one is about to kill. */
  beforeKill: () => void;
}

/** Whether a signal has come by now, also one that came while nothing but loading was done. */
export async function isStopping({ signal }: Stopping): Promise<boolean> {
  await setImmediate();
  return signal.aborted;
}
