// That what is shown is of a run before the last changes: beside everything that a run has left.

import { useIsCurrentRun } from "../run-issue.ts";
import { dockText } from "../strings/dock.ts";
import { useRun } from "../workspace.tsx";

export function OldRunMark() {
  const isOver = useRun((state) => state.running === null && state.summary !== null);
  const isCurrent = useIsCurrentRun();
  if (!isOver || isCurrent) return null;
  return (
    <span className="mr-mark mr-mark-warning" role="status" title={dockText.oldRunHelp}>
      {dockText.oldRun}
    </span>
  );
}
