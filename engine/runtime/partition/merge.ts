// Puts the summaries of parts together: counters add up, row numbers go on from part to part.

import type { NodeCounters, RunSummary } from "../events.ts";

export const NO_COUNTERS: NodeCounters = {
  rowsIn: 0,
  rowsOut: 0,
  framesIn: 0,
  rowsFailed: 0,
  bytes: 0,
  busyMs: 0,
  waitMs: 0,
  queueDepth: 0,
};

/** Counters of the same node in two parts: sums, and the deeper of the queues. */
export function addCounters(a: NodeCounters, b: NodeCounters): NodeCounters {
  return {
    rowsIn: a.rowsIn + b.rowsIn,
    rowsOut: a.rowsOut + b.rowsOut,
    ...((a.rowsByPort ?? b.rowsByPort) && { rowsByPort: addRows(a.rowsByPort, b.rowsByPort) }),
    framesIn: a.framesIn + b.framesIn,
    rowsFailed: a.rowsFailed + b.rowsFailed,
    bytes: a.bytes + b.bytes,
    busyMs: a.busyMs + b.busyMs,
    waitMs: a.waitMs + b.waitMs,
    queueDepth: Math.max(a.queueDepth, b.queueDepth),
  };
}

function addRows(
  a: NodeCounters["rowsByPort"] = {},
  b: NodeCounters["rowsByPort"] = {},
): NodeCounters["rowsByPort"] {
  const ports = new Set([...Object.keys(a), ...Object.keys(b)]);
  // A port may be called `constructor`.
  const rows = (of: typeof a, port: string) => (Object.hasOwn(of, port) ? of[port] : 0);
  return Object.fromEntries([...ports].map((port) => [port, rows(a, port) + rows(b, port)]));
}

/** The counters of a run so far, with those of one more part. */
export function addPart(
  nodes: Readonly<Record<string, NodeCounters>>,
  part: RunSummary,
): Record<string, NodeCounters> {
  const ids = new Set([...Object.keys(nodes), ...Object.keys(part.nodes)]);
  return Object.fromEntries(
    [...ids].map((id) => [id, addCounters(nodes[id] ?? NO_COUNTERS, part.nodes[id] ?? NO_COUNTERS)]),
  );
}
