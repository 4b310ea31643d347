// What nodes are called, by their ids; one that is not there any more is called by its id.

import { useCallback } from "react";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { PlanState } from "../stores/plan.ts";
import { nodeTitle } from "../ui/node-title.ts";
import { useDocument, usePlan } from "../workspace.tsx";
import { nodeOf } from "./shown.ts";

export function useNodeTitle(id: string): string {
  const kinds = usePlan((state) => state.kinds);
  return useDocument(({ document }) => titleIn(document, kinds, id));
}

export function useTitleOf(): (id: string) => string {
  const document = useDocument((state) => state.document);
  const kinds = usePlan((state) => state.kinds);
  return useCallback((id) => titleIn(document, kinds, id), [document, kinds]);
}

function titleIn(document: WorkflowDocument, kinds: PlanState["kinds"], id: string): string {
  const node = nodeOf(document, id);
  return node ? nodeTitle(node, kinds.get(node.kind)) : id;
}
