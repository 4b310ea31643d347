// How busy is the rest of the machine while something is measured? Linux only; elsewhere nobody says.

import { readFileSync } from "node:fs";

/** The kernel counts CPU time in units of 10 ms. */
const TICKS_PER_SECOND = 100;

/** Starts to watch; the answer, in cores, leaves out what this process (not its children) has computed since. */
export function watchLoad(): () => number | null {
  const started = performance.now();
  const ownBefore = process.cpuUsage();
  const before = busySeconds();
  return () => {
    const after = busySeconds();
    if (before === null || after === null) return null;
    const { user, system } = process.cpuUsage(ownBefore);
    const seconds = (performance.now() - started) / 1000;
    return Math.max(0, (after - before - (user + system) / 1e6) / seconds);
  };
}

export function cores(load: number | null): string {
  return load === null ? "" : `${load.toFixed(1)} cores`;
}

function busySeconds(): number | null {
  if (process.platform !== "linux") return null;
  const [, ...ticks] = readFileSync("/proc/stat", "latin1").split("\n")[0].trim().split(/\s+/);
  const [user, nice, system, , , irq, softirq, steal] = ticks.map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND;
}
