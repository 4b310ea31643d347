// What a card knows of its node besides the document: each value by itself, so that a report of a run draws little.

import { useMemo } from "react";
import type { NodeDocument } from "../../../../engine/document/types.ts";
import type { Issue } from "../../../../engine/document/issue.ts";
import { issuesOf } from "../../stores/plan.ts";
import { useIsCurrentRun, useRunIssue, withRunIssue } from "../../run-issue.ts";
import { usePlan, usePreview, useRun } from "../../workspace.tsx";
import { brokenPorts, type BrokenPorts } from "./broken-ports.ts";
import { reasonOf, stateOf, troubleOf, type CardState } from "./state.ts";

export interface CardView {
  readonly state: CardState;
  readonly reason: string | null;
  readonly trouble: string | null;
  /** The issue that is to blame, for its fix. */
  readonly issue: Issue | null;
  readonly broken: BrokenPorts;
}

export function useCard(node: NodeDocument): CardView {
  const { id } = node;
  const issues = usePlan((state) => issuesOf(state, id));
  const preview = usePreview((state) => state.nodes[id]);
  const stale = usePreview((state) => state.stale.has(id));
  const run = useRun((state) => state.nodes[id]?.state);
  const runFailedRows = useRun((state) => state.nodes[id]?.counters?.rowsFailed ?? 0);
  const isRunning = useRun((state) => state.running !== null);
  const isCurrentRun = useIsCurrentRun(id);
  const runIssue = useRunIssue(id);
  const state = stateOf({ node, issues, preview, stale, run, runFailedRows, isRunning, isCurrentRun });
  const issue = issues.find(({ severity }) => severity === "error") ?? runIssue;
  const broken = useMemo(() => brokenPorts(withRunIssue(issues, runIssue)), [issues, runIssue]);
  const isTold = state === "failed" || (state === "warned" && issue !== null);
  const trouble = isTold ? troubleOf({ issues, preview, runError: runIssue?.message ?? null }) : null;
  const reason = reasonOf(state, { issues, preview, stale, run, runFailedRows, isCurrentRun });
  return { state, reason, trouble, issue, broken };
}
