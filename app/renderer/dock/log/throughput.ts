// Rows per second over a run, out of what its progress said.

import type { ThroughputPoint } from "../../stores/run-state.ts";

/** Shorter steps than this are joined: progress comes every 50 ms, and one frame more or less would be a spike. */
const LEAST_STEP_MS = 200;

/** Seconds and rows per second; each rate is that of the step which ends there, the first that of its beginning too. */
export function ratesOf(points: readonly ThroughputPoint[]): readonly [number[], number[]] {
  const ends: ThroughputPoint[] = [{ ms: 0, rows: 0 }];
  for (const point of points) if (point.ms - ends.at(-1).ms >= LEAST_STEP_MS) ends.push(point);
  const last = points.at(-1);
  if (last && last.ms > ends.at(-1).ms) {
    // What is left at the end is part of the step before it: short runs have most of their rows there.
    if (ends.length > 1) ends.pop();
    ends.push(last);
  }
  const rates = ends.slice(1).map((end, at) => ((end.rows - ends[at].rows) / (end.ms - ends[at].ms)) * 1000);
  if (rates.length === 0) return [[], []];
  // The first step is a line as well: a short run has no other.
  return [ends.map(({ ms }) => ms / 1000), [rates[0], ...rates]];
}
