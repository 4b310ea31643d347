// How long the sample has been computed, with the way to stop it; or that it was stopped, with the way on.

import { Button } from "@mantine/core";
import { dockText } from "../../strings/dock.ts";
import { finishedCount } from "../../stores/preview.ts";
import { duration } from "../../ui/format.ts";
import { useElapsed } from "../../ui/use-elapsed.ts";
import { useDocument, usePreview, useWorkspace } from "../../workspace.tsx";

const text = dockText.work;

/** Null in the first second, and while nothing is computed. */
export function useComputing(): number | null {
  return useElapsed(usePreview(({ work }) => (work.is === "computed" ? work.since : null)));
}

export function SampleWork() {
  const { preview } = useWorkspace();
  const stopped = usePreview(({ work }) => work.is === "stopped");
  const elapsed = useComputing();
  const all = useDocument(({ document }) => document.nodes.length);
  const done = usePreview(finishedCount);
  if (stopped)
    return (
      <>
        <span className="mr-mark mr-mark-warning" role="status" title={text.stoppedText}>
          {text.stopped}
        </span>
        <Button size="compact-xs" variant="default" onClick={preview.resume}>
          {text.resume}
        </Button>
      </>
    );
  if (elapsed === null) return null;
  return (
    <>
      <span className="mr-mark mr-mark-quiet mr-numbers" role="timer">
        {text.computing(duration(elapsed), done, all)}
      </span>
      <Button size="compact-xs" variant="default" title={text.stopHelp} onClick={preview.halt}>
        {text.stop}
      </Button>
    </>
  );
}
