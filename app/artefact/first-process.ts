// As the first process of a container: the kernel takes no default action there, so a signal that nobody handles would be lost.

import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** What a shell adds to the number of the signal that ended a process. */
const BY_SIGNAL = 128;

/**
 * Ends the process as the signal would have, where nobody else handles it: before a run, in a self-test, or when it came a second
 * time. Nothing is changed for a process that is not the first.
 */
export function endAsFirstProcess(): void {
  if (process.pid !== 1) return;
  for (const name of SIGNALS)
    process.on(name, () => {
      if (process.listenerCount(name) === 1) process.exit(BY_SIGNAL + constants.signals[name]);
    });
}
