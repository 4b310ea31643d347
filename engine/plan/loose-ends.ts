// Where does a branch end without anybody who takes what it gives? A run works it out, and throws it away.

import type { Issue } from "../document/issue.ts";
import { parsePort, type WorkflowDocument } from "../document/types.ts";
import type { PlannedEdge, PlannedNode } from "./types.ts";

/**
 * Told only while rows reach an action elsewhere: before that a workflow is looked at or still being built, and every end is loose.
 * Sources without a wire are parts that somebody has laid out.
 */
export function looseEnds(
  document: WorkflowDocument,
  nodes: readonly PlannedNode[],
  edges: readonly PlannedEdge[],
): Issue[] {
  const fed = new Set(edges.map(({ to }) => to));
  if (!nodes.some(({ id, definition }) => definition.perform && fed.has(id))) return [];
  // As the file has it: a wire to a node that is disabled or broken says where the rows are meant to go.
  const leading = new Set(document.edges.map(({ from }) => parsePort(from).node));
  return nodes
    .filter(({ id, definition }) => !definition.perform && fed.has(id) && !leading.has(id))
    .map(({ id, title }) => ({
      code: "LEADS_NOWHERE",
      severity: "info",
      node: id,
      message: `No node takes what "${title}" gives: a run works it out, and nothing of it is kept.`,
      hint: "Wire it to an action, such as Write CSV. Or disable it, so that runs leave it out.",
    }));
}
