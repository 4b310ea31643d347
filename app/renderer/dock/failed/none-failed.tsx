// Instead of failed rows: that none has failed, that all went on through a wire, or why that is not known.

import { CircleAlert, CircleCheck, CircleSlash, ListX } from "lucide-react";
import { dockText } from "../../strings/dock.ts";
import { useIsCurrentRun } from "../../run-issue.ts";
import { useRun, useWorkspace } from "../../workspace.tsx";
import { EmptyState } from "../empty-state.tsx";
import { usePassedOn } from "./use-passed-on.ts";
import { whyNone, type WhyNone } from "./why-none.ts";

/** Only one of them is a success. */
const ICONS = {
  notRun: ListX,
  running: ListX,
  none: CircleCheck,
  nothing: CircleSlash,
  stopped: CircleSlash,
  broke: CircleAlert,
  brokeAtOnce: CircleAlert,
  notStarted: CircleAlert,
  lost: CircleAlert,
} as const satisfies Record<WhyNone, typeof ListX>;

const TELLS_MORE: ReadonlySet<WhyNone> = new Set(["broke", "brokeAtOnce", "notStarted", "lost"]);

export function NoneFailed() {
  const { ui } = useWorkspace();
  const why = useRun(whyNone);
  const error = useRun((state) => state.summary?.error?.message ?? state.trouble);
  const isCurrent = useIsCurrentRun();
  const passed = usePassedOn();
  const text = dockText.failed;
  const isOld = why !== "notRun" && why !== "running" && !isCurrent;
  const log = { label: text.showLog, run: () => ui.setState({ dockTab: "log", logView: "log" }) };
  if (passed.rows > 0) {
    const title = text.passedOn(passed.rows);
    return (
      <EmptyState icon={ListX} title={isOld ? text.before(title) : title} text={passed.words.join(" ")} />
    );
  }
  return (
    <EmptyState
      icon={isOld && why === "none" ? ListX : ICONS[why]}
      title={isOld ? text.before(text.no[why]) : text.no[why]}
      text={TELLS_MORE.has(why) && error !== null ? error : text.noneText}
      action={TELLS_MORE.has(why) ? log : undefined}
    />
  );
}
