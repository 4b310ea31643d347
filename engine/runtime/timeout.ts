// The time limit of one call. One that only computes is abandoned, and its results are not looked at any more; one that does something
// to the world is told that its time is over, and counts.

import { nodeTimeout } from "../sdk/node-timeout.ts";
import type { Clock } from "../sdk/services.ts";

/** Resolves as `work` does, or throws NODE_TIMEOUT after `timeoutMs`. A call that blocks the thread cannot be stopped. */
export async function withTimeout(
  work: Promise<void> | void,
  timeoutMs: number | null,
  clock: Clock,
): Promise<void> {
  if (!work || timeoutMs === null) return work;
  const timer = new AbortController();
  const limit = clock.sleep(timeoutMs, timer.signal).then(() => {
    throw nodeTimeout(timeoutMs);
  });
  // When the work wins, the aborted sleep rejects with nobody listening.
  limit.catch(() => {});
  try {
    await Promise.race([work, limit]);
  } finally {
    timer.abort();
  }
}

/**
 * Resolves as `work` does, however long that takes: `limit` fires after `timeoutMs`, or with `stopping`. Answers whether the time was over.
 * A call that was given up would go on, and what it has done would be told as not done, or be done again.
 */
export async function toldOfLimit(
  work: (limit: AbortSignal) => Promise<void> | void,
  timeoutMs: number,
  clock: Clock,
  stopping: AbortSignal,
): Promise<boolean> {
  const timer = new AbortController();
  const limit = new AbortController();
  let isLate = false;
  const stop = () => limit.abort(stopping.reason);
  // Taken off by hand: AbortSignal.any would hold on to each call's signal as long as the run lasts.
  stopping.addEventListener("abort", stop, { once: true });
  clock.sleep(timeoutMs, timer.signal).then(
    () => {
      isLate = true;
      limit.abort(nodeTimeout(timeoutMs));
    },
    // The work was done sooner.
    () => {},
  );
  try {
    await work(limit.signal);
    return isLate;
  } finally {
    timer.abort();
    stopping.removeEventListener("abort", stop);
  }
}
