// The time limit of one call. What runs on after it is abandoned: its results are not looked at any more.

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
