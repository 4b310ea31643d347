// Which failed rows went on through a wired error port, so that the list has none of them?

import { parsePort } from "../../../../engine/document/types.ts";
import type { RunState } from "../../stores/run-state.ts";
import { ERROR_PORT } from "../shown.ts";

export interface PassedOn {
  readonly node: string;
  readonly rows: number;
  /** The nodes that took them. */
  readonly to: readonly string[];
}

/** A node keeps none of its failed rows where one of its wires takes them: one that is in the list has no such wire. */
export function passedOn({
  nodes,
  failed,
  ran,
}: Pick<RunState, "nodes" | "failed" | "ran">): readonly PassedOn[] {
  const listed = new Set(failed.map(({ node }) => node));
  const left = new Set(ran?.nodes.filter(({ disabled }) => disabled).map(({ id }) => id));
  return Object.entries(nodes).flatMap(([node, { counters }]) => {
    const rows = counters?.rowsFailed ?? 0;
    if (rows === 0 || listed.has(node)) return [];
    const ends = ran?.edges.filter(({ from }) => from === `${node}.${ERROR_PORT}`) ?? [];
    const to = [...new Set(ends.map((edge) => parsePort(edge.to).node))].filter((id) => !left.has(id));
    return to.length === 0 ? [] : [{ node, rows, to }];
  });
}

export function rowsOf(all: readonly PassedOn[]): number {
  return all.reduce((sum, { rows }) => sum + rows, 0);
}
