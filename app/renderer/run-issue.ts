// What ended the last run, as an issue of the node and port it belongs to; as long as the workflow is the one that ran.

import type { Issue } from "../../engine/document/issue.ts";
import type { RunError } from "../bridge/shapes.ts";
import type { PlanState } from "./stores/plan.ts";
import type { RunState } from "./stores/run-state.ts";
import { useDocument, usePlan, useRun } from "./workspace.tsx";

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

/** Whether the run is that of the document as it stands, and failed for no file that is there again. */
export function useIsCurrentRun(): boolean {
  const ran = useRun((state) => state.ran);
  const revision = useRun((state) => state.revision);
  const error = useRun((state) => state.summary?.error ?? null);
  const isBack = usePlan((plan) => isFileBack(error, revision, plan));
  const isSame = useDocument(({ document }) => ran?.nodes === document.nodes && ran.edges === document.edges);
  return isSame && !isBack;
}

/** `revision` is that of the run: a plan of a later one has looked at the files since. */
export function isFileBack(
  error: Pick<RunError, "code" | "node"> | null,
  revision: number,
  plan: Pick<PlanState, "revision" | "issuesByNode">,
): boolean {
  if (error?.code !== "FILE_MISSING" || error.node === undefined) return false;
  const issues = plan.issuesByNode.get(error.node) ?? [];
  return plan.revision > revision && issues.every(({ code }) => code !== error.code);
}

/** With the issue of the run, unless the plan says the same. */
export function withRunIssue(issues: readonly Issue[], run: Issue | null): readonly Issue[] {
  if (!run || issues.some(({ code, message }) => code === run.code && message === run.message)) return issues;
  return [run, ...issues];
}
