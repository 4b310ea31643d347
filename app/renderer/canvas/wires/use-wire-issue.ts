// Why a wire is impossible, for whoever draws it; null while it is not.

import type { Issue } from "../../../../engine/document/issue.ts";
import { usePlan, useWorkspace } from "../../workspace.tsx";
import { wireIssues } from "./wire-issues.ts";

export function useWireIssue(id: string | null): Issue | null {
  const { document } = useWorkspace();
  return usePlan(({ issues, revision }) => {
    if (id === null) return null;
    const state = document.getState();
    return wireIssues(issues, state.document, revision === state.revision).get(id) ?? null;
  });
}
