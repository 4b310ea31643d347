// Rows per second over a run, out of what its progress said.

import type { ThroughputPoint } from "../../stores/run.ts";

/** Shorter steps than this are joined: progress comes every 50 ms, and one frame more or less would be a spike. */
const LEAST_STEP_MS = 200;

/** Seconds and rows per second; each rate is that of the step which ends there, the first that of its beginning too. */
export function ratesOf(points: readonly ThroughputPoint[]): readonly [number[], number[]] {
  const seconds: number[] = [];
  const rates: number[] = [];
  let before: ThroughputPoint = { ms: 0, rows: 0 };
  for (const [at, point] of points.entries()) {
    const step = point.ms - before.ms;
    const isLast = at === points.length - 1;
    if (step <= 0 || (step < LEAST_STEP_MS && !(isLast && rates.length === 0))) continue;
    const rate = ((point.rows - before.rows) / step) * 1000;
    // The first step is a line as well: a short run has no other.
    if (rates.length === 0) {
      seconds.push(0);
      rates.push(rate);
    }
    seconds.push(point.ms / 1000);
    rates.push(rate);
    before = point;
  }
  return [seconds, rates];
}
