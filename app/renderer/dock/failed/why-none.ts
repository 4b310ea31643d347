// Why is no failed row there? Only a run that went through all rows has none to its credit.

import type { RunState } from "../../stores/run-state.ts";

export type WhyNone =
  "notRun" | "running" | "none" | "nothing" | "stopped" | "broke" | "brokeAtOnce" | "notStarted" | "lost";

type Known = Pick<RunState, "running" | "summary" | "trouble" | "isLost">;

export function whyNone({ running, summary, trouble, isLost }: Known): WhyNone {
  if (running !== null) return "running";
  if (trouble !== null) return "notStarted";
  if (isLost) return "lost";
  if (!summary) return "notRun";
  const { outcome, rows, nodes } = summary;
  if (outcome === "cancelled") return "stopped";
  if (outcome === "failed") return rows > 0 ? "broke" : "brokeAtOnce";
  return Object.keys(nodes).length > 0 ? "none" : "nothing";
}
