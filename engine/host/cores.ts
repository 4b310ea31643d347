// How many threads can compute at once on this machine.

import { availableParallelism } from "node:os";

/** Cores this process may use (its affinity counts, as in a container). */
export function availableCores(): number {
  return availableParallelism();
}
