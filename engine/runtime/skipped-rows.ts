// How many rows went no further, and were meant to: those that filters and limits leave out, and those that no wire takes.

import type { Plan, PlannedNode } from "../plan/types.ts";
import { ERROR_PORT } from "../sdk/ports.ts";
import type { NodeCounters } from "./events.ts";

/**
 * Of a run that is done. A row that goes two ways counts on each of them; where rows are made of one another (groups, lists),
 * nobody is left out.
 */
export function skippedRows(
  { nodes, edges }: Pick<Plan, "nodes" | "edges">,
  counters: Readonly<Record<string, NodeCounters>>,
): number {
  const sentTo = (id: string) =>
    edges
      .filter(({ to }) => to === id)
      .reduce((sum, { from, fromPort }) => sum + sent(counters[from], fromPort), 0);
  const skippedAt = (node: PlannedNode): number => {
    const { id, definition, ports } = node;
    const own = counters[id];
    if (!own) return 0;
    const isWired = (port: string) => edges.some(({ from, fromPort }) => from === id && fromPort === port);
    const loose = Object.keys(ports).filter((port) => port !== ERROR_PORT && !isWired(port));
    const nowhere = loose.reduce((sum, port) => sum + sent(own, port), 0);
    if (definition.produce) return nowhere;
    // It had enough, and was sent more.
    const late = sentTo(id) - own.rowsIn;
    const left = definition.leavesOut ? own.rowsIn - own.rowsOut - own.rowsFailed : 0;
    return nowhere + Math.max(0, late) + Math.max(0, left);
  };
  return nodes.reduce((sum, node) => sum + skippedAt(node), 0);
}

/** Rows that a node gave through a port. */
function sent({ rowsOut, rowsFailed, rowsByPort = {} }: NodeCounters, port: string): number {
  if (Object.hasOwn(rowsByPort, port)) return rowsByPort[port];
  return port === ERROR_PORT ? rowsFailed : rowsOut;
}
