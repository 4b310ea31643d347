// What is said of the last run beside the button that starts the next: how it ended, and whether that holds still.

import { whyNothingRan } from "../../stores/nothing-ran.ts";
import type { RunState } from "../../stores/run-state.ts";
import type { DockTab } from "../../stores/ui.ts";
import { topBarText as text } from "../../strings/top-bar.ts";

export interface LastRunWords {
  readonly text: string;
  /** "partly": it went through, and some rows did not. "old": the workflow, or a file that was missing, is another since. */
  readonly look: "good" | "partly" | "failed" | "stopped" | "old";
  readonly tab: DockTab;
  readonly help: string;
}

export interface LastRunState extends Pick<
  RunState,
  "summary" | "trouble" | "isLost" | "dryRun" | "limit" | "ran"
> {
  /** Of the workflow as it stands. */
  readonly isCurrent: boolean;
  /** It failed for a file or a folder that is there again. */
  readonly isFileBack: boolean;
}

/** null when nothing has run. */
export function lastRunWords(state: LastRunState): LastRunWords | null {
  const words = wordsOf(state);
  if (words === null || state.isLost) return words;
  if (state.isFileBack) {
    const isFolder = state.summary?.error?.code === "FOLDER_MISSING";
    return { ...words, text: isFolder ? text.folderBack : text.fileBack, look: "old" };
  }
  if (state.isCurrent) return words;
  return { ...words, text: text.beforeChanges(words.text), look: "old", help: text.beforeChangesHelp };
}

function wordsOf({ summary, trouble, isLost, dryRun, limit, ran }: LastRunState): LastRunWords | null {
  if (trouble !== null)
    return { text: text.notStarted(trouble), look: "failed", tab: "log", help: text.showLog };
  if (isLost) return { text: text.lost, look: "failed", tab: "log", help: text.showLog };
  if (!summary) return null;
  const { outcome, elapsedMs, rows, rowsFailed, error, nodes } = summary;
  if (outcome === "failed")
    return { text: text.broke(error?.message ?? ""), look: "failed", tab: "log", help: text.showLog };
  const nothing = outcome === "done" ? whyNothingRan(ran, nodes) : null;
  if (nothing !== null)
    return { text: text.nothingRan[nothing], look: "stopped", tab: "log", help: text.showLog };
  const said = outcome === "cancelled" ? text.stopped : dryRun ? text.dryRan : text.ran;
  const part = limit === null ? "" : `${text.firstOnly(limit)}: `;
  const failed = rowsFailed > 0 ? `, ${text.failed(rowsFailed)}` : "";
  return {
    text: `${part}${said(elapsedMs, rows)}${failed}`,
    look: outcome === "cancelled" ? "stopped" : rowsFailed > 0 ? "partly" : "good",
    tab: rowsFailed > 0 ? "failed" : "timeline",
    help: rowsFailed > 0 ? text.showFailed : text.showTimeline,
  };
}
