// What ended the last run, as an issue of the node and port it belongs to, as long as the node is as it ran; and whether what the
// run came to holds still.

import type { Issue } from "../../engine/document/issue.ts";
import type { RunError } from "../bridge/shapes.ts";
import type { PlanState } from "./stores/plan.ts";
import { changedSince, isAsItRan } from "./stores/changed-since.ts";
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
  const isCurrent = useIsCurrentRun(node);
  const issue = useRun((state) => issueOfRun(state, node));
  return isCurrent ? issue : null;
}

/** What can be missing on the disk when a run begins, and there again when nothing of the workflow has changed. */
const MISSING: ReadonlySet<string> = new Set(["FILE_MISSING", "FOLDER_MISSING"]);

/** Whether the run failed for a file or a folder that is there again. */
export function useIsFileBack(): boolean {
  const revision = useRun((state) => state.revision);
  const error = useRun((state) => state.summary?.error ?? null);
  return usePlan((plan) => isFileBack(error, revision, plan));
}

/**
 * Whether what the run came to is what another would come to: at a node that is as it ran, behind others that are; of the whole
 * workflow where no node is named. False where nothing ran.
 */
export function useIsCurrentRun(node?: string): boolean {
  const ran = useRun((state) => state.ran);
  const isBack = useIsFileBack();
  const isSame = useDocument(({ document }) =>
    node === undefined ? isAsItRan(ran, document) : ran !== null && !changedSince(ran, document).has(node),
  );
  return isSame && !isBack;
}

/** `revision` is that of the run: a plan of a later one has looked at the files since. */
export function isFileBack(
  error: Pick<RunError, "code" | "node"> | null,
  revision: number,
  plan: Pick<PlanState, "revision" | "issuesByNode">,
): boolean {
  if (!error || !MISSING.has(error.code) || error.node === undefined) return false;
  const issues = plan.issuesByNode.get(error.node) ?? [];
  return plan.revision > revision && issues.every(({ code }) => code !== error.code);
}

/** With the issue of the run, unless the plan says the same. */
export function withRunIssue(issues: readonly Issue[], run: Issue | null): readonly Issue[] {
  if (!run || issues.some(({ code, message }) => code === run.code && message === run.message)) return issues;
  return [run, ...issues];
}
