// A node of the document by its id, and what can be said of it alone.

import type { NodeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import { useDocument } from "../workspace.tsx";

export function findNode(document: WorkflowDocument, id: string): NodeDocument | undefined {
  return document.nodes.find((node) => node.id === id);
}

export function useNode(id: string): NodeDocument | undefined {
  return useDocument(({ document }) => findNode(document, id));
}
