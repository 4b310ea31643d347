// How far the run is and how long it still takes, on the nodes that are at work.

import { canvasWords as words } from "../../strings/canvas.ts";
import { timeLeft } from "../../ui/bar/time-left.ts";
import { duration } from "../../ui/format.ts";
import { useRun } from "../../workspace.tsx";

/** Null while the node is not at work, or nobody knows. Changes once a percent or a second, not with every report. */
export function useLeft(id: string): string | null {
  return useRun(({ running, nodes, share, elapsedMs }) => {
    if (running === null || share === null || nodes[id]?.state !== "running") return null;
    const left = timeLeft(share, elapsedMs);
    return left === null ? words.percent(share) : words.left(duration(left));
  });
}
