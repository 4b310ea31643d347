// Where does a run stand when nothing of it is under way? What its nodes have counted and remembered, and back.

import type { NodeRunner } from "../node-runner.ts";
import type { Standing } from "./records.ts";

export interface Place extends Pick<Standing, "left" | "sourceRows" | "elapsedMs" | "warnings"> {
  /** All rows have been through: nothing is left of the source. */
  readonly isEnded: boolean;
}

/** Null where a node cannot keep its state just now, or the source cannot be gone back to. */
export function standingOf(runners: readonly NodeRunner[], { isEnded, ...place }: Place): Standing | null {
  if (!isEnded && place.left === null) return null;
  // What is remembered has been given on at the end, the files of actions aside.
  const states = statesOf(isEnded ? runners.filter(({ planned }) => planned.definition.perform) : runners);
  const nodes = Object.fromEntries(runners.map((runner) => [runner.id, runner.snapshot()]));
  const finished = runners.flatMap((runner) => (runner.finished ? [runner.id] : []));
  return states && { ...place, parts: null, nodes, finished, states };
}

/** Snapshots of those that have a state; null where one cannot keep it just now. */
export function statesOf(runners: readonly NodeRunner[]): Standing["states"] | null {
  const states: Record<string, string> = {};
  for (const runner of runners) {
    const state = runner.state();
    if (state === null) return null;
    if (state.length > 0) states[runner.id] = Buffer.from(state).toString("base64");
  }
  return states;
}

/** Right after they have been opened. */
export function nodesGoOn(runners: readonly NodeRunner[], { nodes, finished, states }: Standing): void {
  for (const runner of runners) {
    const state = Object.hasOwn(states, runner.id) ? plainBytes(states[runner.id]) : null;
    runner.goOn(nodes[runner.id], state);
    runner.finished = finished.includes(runner.id);
  }
}

/** In memory of their own: a small Buffer is a view of memory that others use. */
function plainBytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}
