// When did a node work and when did it wait, over the time of a run? Out of its counters at each report.

import type { NodeCounters } from "../../../bridge/shapes.ts";
import type { Snapshot } from "../../stores/run-state.ts";

export interface ActivityStep {
  /** 0..1 of the time of the run so far. */
  readonly from: number;
  readonly to: number;
  /** Shares of the step, together 1 at the most. */
  readonly busy: number;
  readonly wait: number;
}

/** Fewer say no more than the sums do. */
const LEAST_STEPS = 3;

/**
 * Steps in their order; none for a run too short to tell. Work is counted when it is done, so what is more than a step can
 * hold was done in the steps before it: a long inference, or several threads at once.
 */
export function activityOf(history: readonly Snapshot[], node: string): readonly ActivityStep[] {
  const spans = history
    .map(({ ms, nodes }, at) => ({ from: history[at - 1]?.ms ?? 0, to: ms, counters: nodes[node], at }))
    .filter(({ from, to, counters }) => to > from && counters !== undefined);
  const total = spans.at(-1)?.to ?? 0;
  if (spans.length < LEAST_STEPS) return [];
  const steps: ActivityStep[] = [];
  let busyLeft = 0;
  let waitLeft = 0;
  for (const { from, to, counters, at } of spans.toReversed()) {
    const before = history[at - 1]?.nodes[node];
    const room = to - from;
    busyLeft += grown(counters, before, "busyMs");
    waitLeft += grown(counters, before, "waitMs");
    const busy = Math.min(room, busyLeft);
    const wait = Math.min(room - busy, waitLeft);
    busyLeft -= busy;
    waitLeft -= wait;
    steps.unshift({ from: from / total, to: to / total, busy: busy / room, wait: wait / room });
  }
  return steps;
}

function grown(now: NodeCounters, before: NodeCounters | undefined, key: "busyMs" | "waitMs"): number {
  return Math.max(0, now[key] - (before?.[key] ?? 0));
}

/** The area below the tops of the steps as a CSS shape of the whole box. */
export function shapeOf(steps: readonly ActivityStep[], top: (step: ActivityStep) => number): string {
  const at = (x: number, y: number) => `${percent(x)} ${percent(1 - y)}`;
  const tops = steps.flatMap((step) => [at(step.from, top(step)), at(step.to, top(step))]);
  return `polygon(${[at(0, 0), ...tops, at(1, 0)].join(", ")})`;
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
