// Where the time of a run went: what each node worked and waited.

import type { ModelUse } from "../../../bridge/shapes.ts";
import type { NodeRunState, NodeStatus } from "../../stores/run-state.ts";

export interface NodeTime {
  readonly node: string;
  readonly state: NodeRunState;
  readonly busyMs: number;
  readonly waitMs: number;
  /** Of all time that nodes worked. */
  readonly share: number;
  /** Widths of the bar, 0..1 of the longest. */
  readonly busy: number;
  readonly wait: number;
  readonly rowsIn: number;
  readonly rowsOut: number;
  /** While it worked; null where that is too short to tell. */
  readonly perSecond: number | null;
  readonly rowsFailed: number;
  /** Provider and place of its models: "cpu, 2 lanes"; empty where it has none. */
  readonly models: string;
}

/** Below this a clock says little about a rate. */
const LEAST_BUSY_MS = 0.05;

/** Nodes of the run in the order of the document. */
export function nodeTimes(
  order: readonly string[],
  nodes: Readonly<Record<string, NodeStatus>>,
  models: readonly ModelUse[] = [],
): readonly NodeTime[] {
  const ids = [
    ...order.filter((id) => id in nodes),
    ...Object.keys(nodes).filter((id) => !order.includes(id)),
  ];
  const all = Object.values(nodes).flatMap(({ counters }) => counters ?? []);
  const busyAll = all.reduce((sum, { busyMs }) => sum + busyMs, 0);
  const longest = Math.max(...all.map(({ busyMs, waitMs }) => busyMs + waitMs), Number.MIN_VALUE);
  return ids.map((node) => {
    const { state, counters } = nodes[node];
    const { busyMs = 0, waitMs = 0, rowsIn = 0, rowsOut = 0, rowsFailed = 0 } = counters ?? {};
    // What a source reads, what others take.
    const rows = rowsIn > 0 ? rowsIn : rowsOut;
    return {
      node,
      state,
      busyMs,
      waitMs,
      share: busyAll > 0 ? busyMs / busyAll : 0,
      busy: busyMs / longest,
      wait: waitMs / longest,
      rowsIn,
      rowsOut,
      perSecond: busyMs >= LEAST_BUSY_MS && rows > 0 ? (rows / busyMs) * 1000 : null,
      rowsFailed,
      models: models
        .filter((model) => model.node === node)
        .map(({ provider, placement }) => `${provider}, ${placement}`)
        .join("; "),
    };
  });
}
