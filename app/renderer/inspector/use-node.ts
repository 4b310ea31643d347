// A node of the document by its id, and what can be said of it alone.

import type { NodeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import { useDocument } from "../workspace.tsx";

/** Fields of many nodes ask for each of them with every change. */
const known = new WeakMap<WorkflowDocument["nodes"], ReadonlyMap<string, NodeDocument>>();

export function findNode({ nodes }: WorkflowDocument, id: string): NodeDocument | undefined {
  let byId = known.get(nodes);
  if (!byId) {
    // Of two nodes with one id the first is meant.
    byId = new Map(nodes.toReversed().map((node) => [node.id, node]));
    known.set(nodes, byId);
  }
  return byId.get(id);
}

export function useNode(id: string): NodeDocument | undefined {
  return useDocument(({ document }) => findNode(document, id));
}
