// The machine's clock, as the sdk's `Clock` service.

import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../sdk/services.ts";

/** Milliseconds that never go back. Without `performance`, which costs a start 0.7 ms when it is first used. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: monotonicMs,
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { signal });
  },
};
