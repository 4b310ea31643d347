// How far the run is, and how long it still takes.

import { topBarText as text } from "../../strings/top-bar.ts";
import { useRun } from "../../workspace.tsx";
import { useNow } from "../use-now.ts";
import { runClock } from "./run-clock.ts";
import { timeLeft } from "./time-left.ts";

export function RunProgress() {
  const running = useRun((state) => state.running);
  const share = useRun((state) => state.share);
  const elapsed = useRun((state) => state.elapsedMs);
  const heardAt = useRun((state) => state.heardAt);
  const rows = useRun((state) => state.rows);
  const movedAt = useRun((state) => state.movedAt);
  const clock = runClock({ elapsedMs: elapsed, heardAt, movedAt }, useNow(running !== null));
  if (running === null) return null;
  const left = timeLeft(share, elapsed);
  const percent = share === null ? undefined : Math.floor(share * 100);
  return (
    <div className="mr-run-progress mr-numbers">
      <span>{clock.elapsedMs === 0 ? text.starting : text.soFar(rows, clock.elapsedMs)}</span>
      {clock.stuckMs !== null && <span>{text.stuck(clock.stuckMs)}</span>}
      <div
        className={share === null ? "mr-run-bar mr-run-bar-unknown" : "mr-run-bar"}
        role="progressbar"
        aria-label={text.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div style={share === null ? undefined : { width: `${share * 100}%` }} />
      </div>
      {share !== null && <span>{left === null ? text.percent(share) : text.eta(left)}</span>}
    </div>
  );
}
