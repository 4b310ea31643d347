// Where the time of the run went, node by node, and the run in a line.

import { Gauge } from "lucide-react";
import { useMemo, useState } from "react";
import type { ModelUse } from "../../../bridge/shapes.ts";
import { dockText } from "../../strings/dock.ts";
import { count, duration, percent, rate, short } from "../../ui/format.ts";
import { useDocument, useRun } from "../../workspace.tsx";
import { EmptyState } from "../empty-state.tsx";
import { LineGrid, type LineColumn } from "../line-grid.tsx";
import { NodeChip } from "../node-chip.tsx";
import { OldRunMark } from "../old-run-mark.tsx";
import { ActivityBar } from "./activity-bar.tsx";
import { nodeTimes, type NodeTime } from "./node-times.ts";
import "./timeline-tab.css";

const text = dockText.timeline;
/** From here on a number is too wide for its column. */
const MOST_COUNTED = 10_000_000;

const COLUMNS: readonly LineColumn<NodeTime>[] = [
  {
    id: "node",
    title: text.node,
    width: "minmax(0, 2.2fr)",
    cell: ({ node }) => <NodeChip node={node} tabIndex={-1} />,
  },
  {
    id: "bar",
    title: text.legend,
    width: "minmax(96px, 2fr)",
    cell: (time) => <ActivityBar time={time} />,
  },
  {
    id: "time",
    title: text.time,
    width: "64px",
    end: true,
    cell: ({ busyMs }) => (busyMs > 0 ? duration(busyMs) : "–"),
  },
  { id: "share", title: text.share, width: "44px", end: true, cell: ({ share }) => percent(share) },
  {
    id: "rows",
    title: text.rowsOut,
    width: "64px",
    end: true,
    cell: ({ rowsIn, rowsOut }) => (
      <span title={text.rowsInOut(rowsIn, rowsOut)}>
        {rowsOut < MOST_COUNTED ? count(rowsOut) : short(rowsOut)}
      </span>
    ),
  },
  {
    id: "rate",
    title: text.rate,
    width: "56px",
    end: true,
    cell: ({ perSecond }) => (perSecond === null ? "–" : short(perSecond)),
  },
  {
    id: "failed",
    title: text.failed,
    width: "76px",
    end: true,
    cell: ({ rowsFailed }) =>
      rowsFailed > 0 ? <span className="mr-time-failed">{count(rowsFailed)}</span> : "",
  },
];

/** Where a model really ran is known at the end. */
const MODELS: LineColumn<NodeTime> = {
  id: "models",
  title: text.ranOn,
  width: "minmax(0, 1fr)",
  cell: ({ models }) => <span title={models}>{models}</span>,
};
const WITH_MODELS = [...COLUMNS.slice(0, 1), MODELS, ...COLUMNS.slice(1)];

const NO_MODELS: readonly ModelUse[] = [];

export function TimelineTab() {
  const models = useRun((state) => state.summary?.models ?? NO_MODELS);
  const nodes = useRun((state) => state.nodes);
  const hasRun = useRun((state) => state.running === null && state.summary !== null);
  const document = useDocument((state) => state.document);
  const [active, setActive] = useState<number | null>(null);
  const times = useMemo(
    () =>
      nodeTimes(
        document.nodes.map(({ id }) => id),
        nodes,
        models,
      ),
    [document.nodes, nodes, models],
  );
  if (times.length === 0 && hasRun)
    return <EmptyState icon={Gauge} title={text.nothing} text={text.nothingText} />;
  if (times.length === 0) return <EmptyState icon={Gauge} title={text.none} text={text.noneText} />;
  return (
    <div className="mr-timeline">
      <Summary />
      <LineGrid
        label={text.table}
        items={times}
        columns={models.length > 0 ? WITH_MODELS : COLUMNS}
        active={active}
        onActive={setActive}
      />
    </div>
  );
}

function Summary() {
  const running = useRun((state) => state.running);
  const dryRun = useRun((state) => state.dryRun);
  const rows = useRun((state) => state.rows);
  const elapsedMs = useRun((state) => state.elapsedMs);
  const summary = useRun((state) => state.summary);
  const outcome = running === null ? summary?.outcome : undefined;
  const tone = outcome === "done" ? "success" : outcome === "failed" ? "danger" : "quiet";
  return (
    <div className="mr-dock-bar mr-time-summary mr-numbers">
      <span className={`mr-mark mr-mark-${tone}`}>{outcome ? text.outcome[outcome] : text.running}</span>
      {dryRun && <span className="mr-mark mr-mark-quiet">{text.dryRun}</span>}
      <span>{dockText.rows(rows)}</span>
      <span>{duration(elapsedMs)}</span>
      {elapsedMs > 0 && <span>{rate((rows / elapsedMs) * 1000, "rows")}</span>}
      {summary && <span>{text.threads(summary.threads)}</span>}
      {summary && summary.rowsFailed > 0 && (
        <span className="mr-time-failed">{text.failedRows(summary.rowsFailed)}</span>
      )}
      <span className="mr-dock-bar-space" />
      <OldRunMark />
      <span className="mr-time-key mr-time-key-busy">{text.busy}</span>
      <span className="mr-time-key mr-time-key-wait">{text.wait}</span>
    </div>
  );
}
