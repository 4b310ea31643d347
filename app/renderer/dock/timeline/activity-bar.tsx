// When a node worked and waited, drawn over the time of the run; of a short run the sums.

import { useMemo } from "react";
import { dockText } from "../../strings/dock.ts";
import { duration } from "../../ui/format.ts";
import { useRun } from "../../workspace.tsx";
import { activityOf, shapeOf } from "./activity.ts";
import type { NodeTime } from "./node-times.ts";

const text = dockText.timeline;

export function ActivityBar({ time }: { readonly time: NodeTime }) {
  const { node, busy, wait, busyMs, waitMs, state } = time;
  const history = useRun((run) => run.history);
  const steps = useMemo(() => activityOf(history, node), [history, node]);
  const label = text.bar(duration(busyMs), duration(waitMs));
  const look = state === "failed" ? "mr-time-broken" : "mr-time-busy";
  if (steps.length === 0)
    return (
      <span className="mr-time-bar" role="img" aria-label={label} title={label}>
        <i className={look} style={{ width: `${busy * 100}%` }} />
        <i className="mr-time-wait" style={{ width: `${wait * 100}%` }} />
      </span>
    );
  return (
    <span className="mr-time-bar mr-time-activity" role="img" aria-label={label} title={label}>
      <i
        className="mr-time-wait"
        style={{ clipPath: shapeOf(steps, (step) => Math.min(1, step.busy + step.wait)) }}
      />
      <i className={look} style={{ clipPath: shapeOf(steps, (step) => step.busy) }} />
    </span>
  );
}
