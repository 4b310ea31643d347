// What a node has done in a run, in figures: rows, rate, time, and its share of the work.

import type { NodeCounters } from "../../../bridge/shapes.ts";
import type { NodeStatus } from "../../stores/run-state.ts";

export interface Figures {
  readonly rows: number;
  /** Rows a second of its own work; null before there is any to speak of. */
  readonly rate: number | null;
  readonly ms: number;
  /** 0..1 of the work of all nodes. */
  readonly share: number;
  readonly failed: number;
}

/** Work too short to say how fast it is. */
const LEAST_MS = 1;

type Nodes = Readonly<Record<string, NodeStatus>>;

/** Every card asks; the sum is made once for each report of the run. */
const totals = new WeakMap<Nodes, number>();

export function figuresOf(nodes: Nodes, id: string): Figures | null {
  const counters = nodes[id]?.counters;
  if (!counters) return null;
  const { busyMs, rowsFailed } = counters;
  const rows = rowsOf(counters);
  return {
    rows,
    rate: busyMs >= LEAST_MS ? (rows / busyMs) * 1000 : null,
    ms: busyMs,
    share: busyMs / Math.max(totalOf(nodes), busyMs, LEAST_MS),
    failed: rowsFailed,
  };
}

/** What came in, or of a source what went out. */
function rowsOf({ rowsIn, rowsOut }: NodeCounters): number {
  return rowsIn > 0 ? rowsIn : rowsOut;
}

function totalOf(nodes: Nodes): number {
  const known = totals.get(nodes);
  if (known !== undefined) return known;
  const total = Object.values(nodes).reduce((sum, { counters }) => sum + (counters?.busyMs ?? 0), 0);
  totals.set(nodes, total);
  return total;
}
