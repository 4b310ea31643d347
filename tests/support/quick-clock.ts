// A clock whose pauses are over at once, and remembered.

import type { Clock } from "../../engine/sdk/services.ts";

export interface QuickClock extends Clock {
  /** In milliseconds, in their order. */
  readonly pauses: readonly number[];
}

/** `now` is when it begins. */
export function quickClock(now = Date.UTC(2026, 0, 1)): QuickClock {
  const pauses: number[] = [];
  let passed = 0;
  return {
    pauses,
    now: () => now + passed,
    monotonic: () => passed,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      pauses.push(ms);
      passed += ms;
    },
    within: (_ms, work) => work(),
  };
}
