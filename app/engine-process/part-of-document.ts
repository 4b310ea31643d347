// The part of a workflow that a run up to a node is about.

import { upstream } from "../../engine/document/topology.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { parsePort, type WorkflowDocument } from "../../engine/document/types.ts";

/** The node and all that feeds it. Actions elsewhere feed nobody, so they are not among them. */
export function upTo(document: WorkflowDocument, node: string): WorkflowDocument {
  if (!document.nodes.some(({ id }) => id === node)) {
    const hint = "It may have been removed meanwhile.";
    throw new MillraceError("NODE_UNKNOWN", { message: `There is no node "${node}".`, hint });
  }
  const ids = new Set([node, ...upstream(document, node)]);
  return {
    ...document,
    nodes: document.nodes.filter(({ id }) => ids.has(id)),
    edges: document.edges.filter(
      ({ from, to }) => ids.has(parsePort(from).node) && ids.has(parsePort(to).node),
    ),
  };
}
