// The machine's clock, as the sdk's `Clock` service.

import { createContext, Script } from "node:vm";
import type { Clock } from "../sdk/services.ts";

/** Milliseconds that never go back. Without `performance`, which costs a start 0.7 ms when it is first used. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

/** Made when it is first used: the only calls that the runtime of JavaScript can end from outside are those of a script with a limit. */
let limited: { readonly script: Script; readonly place: { work?: () => unknown } } | null = null;

function within<T>(ms: number, work: () => T, late: () => Error): T {
  limited ??= { script: new Script("work()"), place: createContext({}) };
  const { script, place } = limited;
  // Work may itself ask for a limit.
  const outer = place.work;
  place.work = work;
  try {
    return script.runInContext(place, { timeout: ms }) as T;
  } catch (thrown) {
    if ((thrown as { code?: unknown } | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw thrown;
    throw late();
  } finally {
    place.work = outer;
  }
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: monotonicMs,
  sleep: async (ms, signal) => {
    // What it brings along takes 1 ms to load.
    const { setTimeout: wait } = await import("node:timers/promises");
    await wait(ms, undefined, { signal });
  },
  within,
};
