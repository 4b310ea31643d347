// Where a row came from and where it went: the same lineage in the samples of the nodes before and behind.

import { parsePort, type WorkflowDocument } from "../../../../engine/document/types.ts";
import type { PreviewNode } from "../../../bridge/shapes.ts";
import type { Workspace } from "../../workspace.tsx";
import { sampleOf, type Place } from "./samples.ts";

export interface TracedRow extends Place {
  readonly row: number;
  readonly side: "before" | "behind";
}

/** A row may come out of a node several times; the first is enough to go on from. */
export async function traceRow(
  workspace: Workspace,
  place: Place,
  lineage: string,
): Promise<readonly TracedRow[]> {
  const { document } = workspace.document.getState();
  const { nodes } = workspace.preview.getState();
  const found = await Promise.all(
    placesAround(document, place, nodes).map(async ({ side, ...other }) => {
      const result = nodes[other.node]?.ports[other.port];
      if (!result) return [];
      const rows = await sampleOf(workspace, other, result).all();
      const row = rows.findIndex((candidate) => candidate.lineage === lineage);
      return row < 0 ? [] : [{ ...other, side, row }];
    }),
  );
  return found.flat();
}

/** Ports with a result before and behind a port, in the order of the wires: the farthest before first. */
export function placesAround(
  document: WorkflowDocument,
  place: Place,
  nodes: Readonly<Record<string, PreviewNode>>,
): readonly (Place & { readonly side: TracedRow["side"] })[] {
  const before = walk(place.node, (node) => edgesOf(document, node, "to"));
  const behind = walk(place.node, (node) => edgesOf(document, node, "from"));
  const portsOf = (ids: readonly string[], side: TracedRow["side"]) =>
    ids.flatMap((node) => Object.keys(nodes[node]?.ports ?? {}).map((port) => ({ node, port, side })));
  return [...portsOf(before.toReversed(), "before"), ...portsOf(behind, "behind")];
}

/** Nodes that are reached, nearest first, without the start. */
function walk(start: string, next: (node: string) => readonly string[]): readonly string[] {
  const seen = new Set([start]);
  // A Set hands out what is added while it is walked.
  for (const node of seen) for (const other of next(node)) seen.add(other);
  return [...seen].slice(1);
}

function edgesOf({ edges }: WorkflowDocument, node: string, end: "from" | "to"): readonly string[] {
  const other = end === "from" ? "to" : "from";
  return edges
    .filter((edge) => parsePort(edge[end]).node === node)
    .map((edge) => parsePort(edge[other]).node);
}
