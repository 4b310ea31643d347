// Removes the journal of a try that nobody goes on with any more, but not under the hands of one that is at work.

import { unlinkSync } from "node:fs";
import { systemClock } from "../../../engine/host/clock.ts";
import { isHolder, takeLock } from "../../../engine/host/run-lock.ts";

export function removeJournal(path: string): void {
  const taken = takeLock(`${path}.lock`, systemClock.now());
  if (isHolder(taken)) return;
  try {
    unlinkSync(path);
  } finally {
    taken.release();
  }
}
