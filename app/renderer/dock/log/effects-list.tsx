// What a run would do, as a dry run found out.

import { useState } from "react";
import type { RunState } from "../../stores/run-state.ts";
import { dockText } from "../../strings/dock.ts";
import { count } from "../../ui/format.ts";
import { useRun } from "../../workspace.tsx";
import { LineGrid, type LineColumn } from "../line-grid.tsx";
import { NodeChip } from "../node-chip.tsx";

type Effect = RunState["effects"][number];

const COLUMNS: readonly LineColumn<Effect>[] = [
  {
    id: "node",
    title: dockText.failed.node,
    width: "minmax(0, 1fr)",
    cell: ({ node }) => <NodeChip node={node} tabIndex={-1} />,
  },
  {
    id: "summary",
    title: dockText.log.effectsTitle,
    width: "minmax(0, 3fr)",
    cell: ({ summary }) => <span title={summary}>{summary}</span>,
  },
  { id: "rows", title: dockText.timeline.rowsIn, width: "72px", end: true, cell: ({ rows }) => count(rows) },
];

export function EffectsList() {
  const effects = useRun((state) => state.effects);
  const [active, setActive] = useState<number | null>(null);
  return (
    <LineGrid
      label={dockText.log.effectsTitle}
      items={effects}
      columns={COLUMNS}
      active={active}
      onActive={setActive}
    />
  );
}
