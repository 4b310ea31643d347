// What a run says of itself: its log, how fast it goes, and what a dry run would have done.

import { ActionIcon, SegmentedControl, Select } from "@mantine/core";
import { CircleX, Copy, Info, ScrollText, TriangleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import type { Shell } from "../../shell.ts";
import type { LogLine } from "../../stores/run-state.ts";
import type { LogView } from "../../stores/ui.ts";
import { dockText } from "../../strings/dock.ts";
import { useRun, useUi, useWorkspace } from "../../workspace.tsx";
import { copyText } from "../copy-text.ts";
import { EmptyState } from "../empty-state.tsx";
import { LineGrid, type LineColumn } from "../line-grid.tsx";
import { NodeChip } from "../node-chip.tsx";
import { NodeFilter } from "../node-filter.tsx";
import { useTitleOf } from "../use-node-title.ts";
import { OldRunMark } from "../old-run-mark.tsx";
import { EffectsList } from "./effects-list.tsx";
import { chosenLines, clockText, logText, type LogLevel } from "./log-lines.ts";
import "./log-tab.css";
import { ResultsList } from "./results-list.tsx";
import { ThroughputChart } from "./throughput-chart.tsx";

const text = dockText.log;
const GLYPHS = { info: Info, warning: TriangleAlert, error: CircleX } satisfies Record<LogLevel, typeof Info>;
const LEVELS: readonly LogLevel[] = ["error", "warning", "info"];

const COLUMNS: readonly LineColumn<LogLine>[] = [
  {
    id: "time",
    title: text.time,
    width: "92px",
    cell: ({ at, level }) => {
      const Glyph = GLYPHS[level];
      return (
        <span className="mr-log-time">
          <Glyph size={12} className={`mr-log-${level}`} aria-label={text.levels[level]} />
          {clockText(at).slice(0, 8)}
        </span>
      );
    },
  },
  {
    id: "node",
    title: dockText.failed.node,
    width: "minmax(0, 1fr)",
    cell: ({ node }) => node !== null && <NodeChip node={node} tabIndex={-1} />,
  },
  {
    id: "text",
    title: dockText.tabs.log,
    width: "minmax(0, 3fr)",
    cell: ({ code, text: said }) => (
      <span title={code === null ? said : `${said}\n${code}`}>
        {said} {code !== null && <span className="mr-line-code">{code}</span>}
      </span>
    ),
  },
];

/** What was chosen as long as it is there, else what a person ran it for. */
function viewOf(
  chosen: LogView | null,
  { effects, results, dryRun }: { effects: number; results: number; dryRun: boolean },
): LogView {
  const there = { log: true, results: results > 0, effects: effects > 0 };
  if (chosen !== null && there[chosen]) return chosen;
  if (dryRun && there.effects) return "effects";
  return there.results ? "results" : "log";
}

export function LogTab({ shell }: { readonly shell: Shell }) {
  const log = useRun((state) => state.log);
  const effects = useRun((state) => state.effects);
  const hasRun = useRun(
    ({ running, summary, trouble, isLost }) =>
      running !== null || summary !== null || trouble !== null || isLost,
  );
  const trouble = useRun((state) => state.trouble);
  const points = useRun((state) => state.throughput.length);
  const [node, setNode] = useState<string | null>(null);
  const [level, setLevel] = useState<LogLevel | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const dryRun = useRun((state) => state.dryRun);
  const results = useRun((state) => state.printed.length + state.written.length);
  const titleOf = useTitleOf();
  const { ui } = useWorkspace();
  const chosenView = useUi((state) => state.logView);
  const view = viewOf(chosenView, { effects: effects.length, results, dryRun });
  const ids = useMemo(() => new Set(log.flatMap((line) => line.node ?? [])), [log]);
  const lines = useMemo(() => chosenLines(log, node, level), [log, node, level]);
  if (!hasRun) return <EmptyState icon={ScrollText} title={text.none} text={text.noneText} />;
  if (trouble !== null && log.length === 0) return <EmptyState icon={CircleX} title={trouble} />;
  const views: { readonly value: LogView; readonly label: string }[] = [{ value: "log", label: text.log }];
  if (results > 0) views.push({ value: "results", label: text.results(results) });
  if (effects.length > 0) views.push({ value: "effects", label: text.effects(effects.length) });
  const copy = () => {
    void copyText(shell, logText(lines, titleOf), dockText.tabs.log);
  };
  return (
    <div className="mr-log">
      <div className="mr-dock-bar">
        {views.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={text.views}
            value={view}
            onChange={(next) => ui.setState({ logView: next })}
            data={views}
          />
        )}
        {view === "effects" && <span className="mr-dock-bar-note">{text.dryRun}</span>}
        <OldRunMark />
        <span className="mr-dock-bar-space" />
        {view === "log" && (
          <>
            <Select
              className="mr-dock-filter mr-log-level"
              aria-label={text.level}
              placeholder={text.levels.all}
              data={LEVELS.map((value) => ({ value, label: text.levels[value] }))}
              value={level}
              onChange={(next) => setLevel(next)}
              clearable
              clearButtonProps={{ "aria-label": text.levels.all }}
            />
            <NodeFilter nodes={ids} value={node} onChange={setNode} />
            <ActionIcon aria-label={dockText.copyText} title={dockText.copyText} onClick={copy}>
              <Copy size={15} />
            </ActionIcon>
          </>
        )}
      </div>
      <div className="mr-log-body">
        {view === "effects" ? (
          <EffectsList />
        ) : view === "results" ? (
          <ResultsList shell={shell} />
        ) : lines.length === 0 ? (
          <p className="mr-sample-note">{text.noMatch}</p>
        ) : (
          <LineGrid
            label={text.list}
            items={lines}
            columns={COLUMNS}
            active={active !== null && active < lines.length ? active : null}
            onActive={setActive}
            follow
          />
        )}
        {/* Files and tables take the whole width. */}
        {points > 0 && view === "log" && <ThroughputChart />}
      </div>
    </div>
  );
}
