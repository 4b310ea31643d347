// What ended the last run, as an issue of the node and port it belongs to; as long as the workflow is the one that ran.

import type { Issue } from "../../engine/document/issue.ts";
import type { RunError } from "../bridge/shapes.ts";
import type { RunState } from "./stores/run.ts";
import { useDocument, useRun } from "./workspace.tsx";

/** The same issue for the same error. */
const known = new WeakMap<RunError, Issue>();

export function issueOfRun({ summary }: Pick<RunState, "summary">, node: string): Issue | null {
  const error = summary?.error;
  if (!error || error.node !== node) return null;
  const before = known.get(error);
  if (before) return before;
  const { code, message, port, expected, got, hint } = error;
  const issue: Issue = { code, severity: "error", message, node, port, expected, got, hint };
  known.set(error, issue);
  return issue;
}

export function useRunIssue(node: string): Issue | null {
  const isCurrent = useIsCurrentRun();
  const issue = useRun((state) => issueOfRun(state, node));
  return isCurrent ? issue : null;
}

/** Whether the run is that of the document as it stands. */
export function useIsCurrentRun(): boolean {
  const ran = useRun((state) => state.ran);
  return useDocument(({ document }) => ran?.nodes === document.nodes && ran.edges === document.edges);
}

/** With the issue of the run, unless the plan says the same. */
export function withRunIssue(issues: readonly Issue[], run: Issue | null): readonly Issue[] {
  if (!run || issues.some(({ code, message }) => code === run.code && message === run.message)) return issues;
  return [run, ...issues];
}
