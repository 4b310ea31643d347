// What the tabs of the dock say without being opened.

import { useMemo } from "react";
import type { DockTab } from "../stores/ui.ts";
import { usePlan, useRun } from "../workspace.tsx";
import { failedCount } from "./failed/failed-rows.ts";

export interface Badge {
  readonly count: number;
  readonly tone: "danger" | "warning" | "quiet";
}

export function useBadges(): Partial<Record<DockTab, Badge>> {
  const issues = usePlan((state) => state.issues);
  const failed = useRun((state) => state.failed);
  const nodes = useRun((state) => state.nodes);
  const log = useRun((state) => state.log);
  return useMemo(() => {
    const hasErrors = issues.some(({ severity }) => severity === "error");
    // As the status bar counts: a remark is nothing that is wrong.
    const wrong = issues.filter(({ severity }) => severity !== "info").length;
    const told = log.filter(({ level }) => level !== "info");
    const broken = told.some(({ level }) => level === "error");
    return {
      failed: { count: failedCount(nodes, failed), tone: "danger" },
      log: { count: told.length, tone: broken ? "danger" : "warning" },
      issues: { count: wrong, tone: hasErrors ? "danger" : "warning" },
    };
  }, [issues, failed, nodes, log]);
}
