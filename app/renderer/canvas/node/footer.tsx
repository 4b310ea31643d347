// Of a node at work: rows and how long the run still takes. After that: rows, time, rate. Its share of the run as a bar.

import { memo } from "react";
import { canvasWords as words } from "../../strings/canvas.ts";
import { duration, short } from "../../ui/format.ts";
import { useRun } from "../../workspace.tsx";
import { figuresOf } from "./figures.ts";
import { useLeft } from "./use-left.ts";

export const Footer = memo(function Footer({ id }: { readonly id: string }) {
  const nodes = useRun((state) => (state.nodes[id]?.counters ? state.nodes : null));
  const figures = nodes && figuresOf(nodes, id);
  const left = useLeft(id);
  if (!figures) return null;
  const { rows, rate, ms, share, failed } = figures;
  const percent = Math.round(share * 100);
  return (
    <div className="mr-card-footer mr-numbers">
      <span>{words.rows(rows)}</span>
      {failed > 0 && <span className="mr-failed-rows">{words.failedRows(failed)}</span>}
      <span className={left === null ? undefined : "mr-card-left"}>{left ?? duration(ms)}</span>
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
