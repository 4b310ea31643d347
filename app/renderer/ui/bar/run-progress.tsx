// How far the run is, and how long it still takes.

import { topBarText as text } from "../../strings/top-bar.ts";
import { runClock } from "../../stores/run-clock.ts";
import { useDocument, useRun } from "../../workspace.tsx";
import { useNow } from "../use-now.ts";
import { timeLeft } from "./time-left.ts";

export function RunProgress() {
  const running = useRun((state) => state.running);
  const share = useRun((state) => state.share);
  const elapsed = useRun((state) => state.elapsedMs);
  const heardAt = useRun((state) => state.heardAt);
  const rows = useRun((state) => state.rows);
  const movedAt = useRun((state) => state.movedAt);
  const stuck = useRun((state) => state.stuck);
  const waitedFor = useDocument(({ document }) =>
    stuck?.node ? (document.nodes.find(({ id }) => id === stuck.node)?.title ?? stuck.node) : null,
  );
  const clock = runClock({ elapsedMs: elapsed, heardAt, movedAt }, useNow(running !== null));
  if (running === null) return null;
  const left = timeLeft(share, elapsed);
  const percent = share === null ? undefined : Math.floor(share * 100);
  return (
    <div className="mr-run-progress mr-numbers">
      <span>{clock.elapsedMs === 0 ? text.starting : text.soFar(rows, clock.elapsedMs)}</span>
      {stuck && (
        <span className="mr-run-stuck" title={text.stuck(stuck.ms)}>
          {waitedFor === null ? text.stuck(stuck.ms) : text.waitingFor(waitedFor, stuck.ms)}
        </span>
      )}
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
