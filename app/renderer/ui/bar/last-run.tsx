// What the last run came to; a click shows more of it in the dock.

import { Tooltip } from "@mantine/core";
import { CircleAlert, CircleCheck, CircleSlash, TriangleAlert } from "lucide-react";
import type { DockTab } from "../../stores/ui.ts";
import type { RunState } from "../../stores/run-state.ts";
import { topBarText as text } from "../../strings/top-bar.ts";
import { useRun, useWorkspace } from "../../workspace.tsx";

interface Words {
  readonly text: string;
  /** "partly": it went through, and some rows did not. */
  readonly look: "good" | "partly" | "failed" | "stopped";
  readonly tab: DockTab;
  readonly help: string;
}

const ICONS = {
  good: CircleCheck,
  partly: TriangleAlert,
  failed: CircleAlert,
  stopped: CircleSlash,
} as const;

export function LastRun() {
  const { ui } = useWorkspace();
  const running = useRun((state) => state.running);
  const summary = useRun((state) => state.summary);
  const trouble = useRun((state) => state.trouble);
  const isLost = useRun((state) => state.isLost);
  const dryRun = useRun((state) => state.dryRun);
  const words = running === null ? wordsOf({ summary, trouble, isLost, dryRun }) : null;
  if (!words) return null;
  const Icon = ICONS[words.look];
  const show = () =>
    ui.setState({
      focusMode: false,
      dockTab: words.tab,
      panels: { ...ui.getState().panels, dock: true },
    });
  return (
    <Tooltip label={words.help}>
      <button className={`mr-last-run mr-last-run-${words.look} mr-numbers`} onClick={show}>
        <Icon size={14} aria-hidden />
        <span>{words.text}</span>
      </button>
    </Tooltip>
  );
}

/** null when nothing has run. */
function wordsOf({
  summary,
  trouble,
  isLost,
  dryRun,
}: Pick<RunState, "summary" | "trouble" | "isLost" | "dryRun">): Words | null {
  if (trouble !== null)
    return { text: text.notStarted(trouble), look: "failed", tab: "log", help: text.showLog };
  if (isLost) return { text: text.lost, look: "failed", tab: "log", help: text.showLog };
  if (!summary) return null;
  const { outcome, elapsedMs, rows, rowsFailed, error } = summary;
  if (outcome === "failed")
    return { text: text.broke(error?.message ?? ""), look: "failed", tab: "log", help: text.showLog };
  const ran = outcome === "cancelled" ? text.stopped : dryRun ? text.dryRan : text.ran;
  const failed = rowsFailed > 0 ? `, ${text.failed(rowsFailed)}` : "";
  return {
    text: `${ran(elapsedMs, rows)}${failed}`,
    look: outcome === "cancelled" ? "stopped" : rowsFailed > 0 ? "partly" : "good",
    tab: rowsFailed > 0 ? "failed" : "timeline",
    help: rowsFailed > 0 ? text.showFailed : text.showTimeline,
  };
}
