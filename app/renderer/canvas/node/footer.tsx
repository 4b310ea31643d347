// What a run has counted at a node, never what a sample has. At work: rows and how long the run still takes, or that none moves. After
// that: rows, time, rate, and its share of the run as a bar; or that this was before the last changes.

import { CircleDashed, Play } from "lucide-react";
import { memo } from "react";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useIsCurrentRun } from "../../run-issue.ts";
import { duration, short } from "../../ui/format.ts";
import { useRun } from "../../workspace.tsx";
import { figuresOf } from "./figures.ts";
import { useLeft } from "./use-left.ts";

export const Footer = memo(function Footer({ id }: { readonly id: string }) {
  const nodes = useRun((state) => (state.nodes[id]?.counters ? state.nodes : null));
  const figures = nodes && figuresOf(nodes, id);
  const left = useLeft(id);
  const isDry = useRun((state) => state.dryRun);
  const isOld = !useIsCurrentRun(id);
  const stuckMs = useRun(({ stuck }) => (stuck?.node === id ? stuck.ms : null));
  if (stuckMs !== null)
    return (
      <div className="mr-card-footer mr-numbers" title={words.stuckHelp}>
        <span className="mr-card-left">{words.stuck(duration(stuckMs))}</span>
      </div>
    );
  if (!figures) return null;
  const { rows, rate, ms, share, failed } = figures;
  const counted = (
    <>
      <span className="mr-card-counted">
        {isOld ? <CircleDashed size={10} aria-hidden /> : <Play size={10} aria-hidden />}
        {words.rows(rows)}
      </span>
      {failed > 0 && <span className="mr-failed-rows">{words.failedRows(failed)}</span>}
    </>
  );
  if (isOld && left === null)
    return (
      <div className="mr-card-footer mr-card-footer-old mr-numbers" title={words.beforeChangesHelp}>
        {counted}
        <span>{words.beforeChanges}</span>
      </div>
    );
  const percent = Math.round(share * 100);
  return (
    <div className="mr-card-footer mr-numbers" title={words.countedByRun(isDry)}>
      {counted}
      {/* Too short for any clock is not no time at all. */}
      {(left !== null || ms > 0) && (
        <span className={left === null ? undefined : "mr-card-left"}>{left ?? duration(ms)}</span>
      )}
      {/* The last one: where there is no room for all, it is the first to go. */}
      {left === null && rate !== null && (
        <span title={words.rate(short(rate))}>{words.perSecond(short(rate))}</span>
      )}
      <div className="mr-share" role="img" aria-label={words.share(percent)} title={words.share(percent)}>
        <div style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
});
