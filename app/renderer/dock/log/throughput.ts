// Rows per second over a run, out of what its progress said.

import type { ThroughputPoint } from "../../stores/run.ts";

/** Shorter steps than this are joined: progress comes every 50 ms, and one frame more or less would be a spike. */
const LEAST_STEP_MS = 200;

/** Seconds and rows per second; each rate is that of the step which ends there. */
export function ratesOf(points: readonly ThroughputPoint[]): readonly [number[], number[]] {
  const ends: ThroughputPoint[] = [{ ms: 0, rows: 0 }];
  for (const point of points) if (point.ms - ends.at(-1).ms >= LEAST_STEP_MS) ends.push(point);
  const last = points.at(-1);
  if (last && last.ms > ends.at(-1).ms) {
    // What is left at the end is part of the step before it: short runs have most of their rows there.
    if (ends.length > 1) ends.pop();
    ends.push(last);
  }
  const steps = ends.slice(1).map((end, at) => ({ end, from: ends[at] }));
  return [
    steps.map(({ end }) => end.ms / 1000),
    steps.map(({ end, from }) => ((end.rows - from.rows) / (end.ms - from.ms)) * 1000),
  ];
}
