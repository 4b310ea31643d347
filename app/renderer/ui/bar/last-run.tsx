// What the last run came to; a click shows more of it in the dock.

import { Tooltip } from "@mantine/core";
import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, TriangleAlert } from "lucide-react";
import { useIsCurrentRun, useIsFileBack } from "../../run-issue.ts";
import { useRun, useWorkspace } from "../../workspace.tsx";
import { lastRunWords } from "./last-run-words.ts";

const ICONS = {
  good: CircleCheck,
  partly: TriangleAlert,
  failed: CircleAlert,
  stopped: CircleSlash,
  old: CircleDashed,
} as const;

export function LastRun() {
  const { ui } = useWorkspace();
  const running = useRun((state) => state.running);
  const summary = useRun((state) => state.summary);
  const trouble = useRun((state) => state.trouble);
  const isLost = useRun((state) => state.isLost);
  const dryRun = useRun((state) => state.dryRun);
  const limit = useRun((state) => state.limit);
  const ran = useRun((state) => state.ran);
  const isCurrent = useIsCurrentRun();
  const isFileBack = useIsFileBack();
  if (running !== null) return null;
  const words = lastRunWords({ summary, trouble, isLost, dryRun, limit, ran, isCurrent, isFileBack });
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
