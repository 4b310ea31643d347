// How many threads can compute at once on this machine.

import { availableParallelism } from "node:os";

/** CPU time of all threads of this process since it began. */
export function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Cores this process may use (its affinity counts, as in a container). */
export function availableCores(): number {
  return availableParallelism();
}
