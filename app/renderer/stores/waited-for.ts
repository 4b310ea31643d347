// Which node is a run waiting for while no row goes anywhere? A model at work in one long call tells nothing of it itself.

import type { RunState } from "./run-state.ts";

type Known = Pick<RunState, "nodes" | "works">;

/**
 * `order`: ids of nodes as the rows flow. `isHeard`: reports still come, so that counters are as of now; else the process is in the
 * middle of something, and what it said last is what it does. Null where it could be one as well as another.
 */
export function waitedFor(
  { nodes, works }: Known,
  order: readonly string[],
  isHeard: boolean,
): string | null {
  const isRunning = (id: string) => Object.hasOwn(nodes, id) && nodes[id].state === "running";
  if (works !== null && isRunning(works) && (!isHeard || holdsRows(nodes, works))) return works;
  if (!isHeard) return null;
  const holding = order.filter((id) => isRunning(id) && holdsRows(nodes, id));
  // Nodes that drop rows seem to hold them: one that has given nothing on yet is the more likely, then the one that works most.
  const silent = holding.findLast((id) => nodes[id].counters?.rowsOut === 0);
  const busyMs = (id: string) => nodes[id].counters?.busyMs ?? 0;
  return silent ?? holding.toSorted((a, b) => busyMs(b) - busyMs(a)).at(0) ?? null;
}

function holdsRows(nodes: Known["nodes"], id: string): boolean {
  const counters = nodes[id].counters;
  return counters !== null && counters.rowsIn > counters.rowsOut + counters.rowsFailed;
}
