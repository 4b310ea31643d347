// What the tabs of the dock say without being opened.

import { useMemo } from "react";
import type { Issue } from "../../../engine/document/issue.ts";
import { useIsCurrentRun } from "../run-issue.ts";
import type { RunState } from "../stores/run-state.ts";
import type { DockTab } from "../stores/ui.ts";
import { usePlan, useRun } from "../workspace.tsx";
import { failedCount } from "./failed/failed-rows.ts";

export interface Badge {
  readonly count: number;
  readonly tone: "danger" | "warning" | "quiet";
}

interface Known extends Pick<RunState, "failed" | "nodes" | "log"> {
  readonly issues: readonly Pick<Issue, "severity">[];
  /** The run is over, and the workflow another since. */
  readonly isOld: boolean;
}

export function badgesOf({ issues, failed, nodes, log, isOld }: Known): Partial<Record<DockTab, Badge>> {
  const hasErrors = issues.some(({ severity }) => severity === "error");
  // As the status bar counts: a remark is nothing that is wrong.
  const wrong = issues.filter(({ severity }) => severity !== "info").length;
  const told = log.filter(({ level }) => level !== "info");
  const broken = told.some(({ level }) => level === "error");
  return {
    failed: { count: failedCount(nodes, failed), tone: isOld ? "quiet" : "danger" },
    log: { count: told.length, tone: isOld ? "quiet" : broken ? "danger" : "warning" },
    issues: { count: wrong, tone: hasErrors ? "danger" : "warning" },
  };
}

export function useBadges(): Partial<Record<DockTab, Badge>> {
  const issues = usePlan((state) => state.issues);
  const failed = useRun((state) => state.failed);
  const nodes = useRun((state) => state.nodes);
  const log = useRun((state) => state.log);
  const isOver = useRun((state) => state.running === null);
  const isOld = !useIsCurrentRun() && isOver;
  return useMemo(() => badgesOf({ issues, failed, nodes, log, isOld }), [issues, failed, nodes, log, isOld]);
}
