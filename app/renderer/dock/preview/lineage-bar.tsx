// Below the table: where the chosen row came from, and, when asked, the same row at every other node.

import { ActionIcon, Button } from "@mantine/core";
import { Route, X } from "lucide-react";
import { useState } from "react";
import { dockText } from "../../strings/dock.ts";
import { useUi, useWorkspace } from "../../workspace.tsx";
import { goToNode } from "../node-chip.tsx";
import { useNodeTitle } from "../use-node-title.ts";
import "./lineage-bar.css";
import type { Place } from "./samples.ts";
import { traceRow, type TracedRow } from "./trace-row.ts";
import { wantedRow } from "./wanted-row.ts";

const text = dockText.preview;

interface Props {
  readonly place: Place;
  /** Of the sample. */
  readonly row: number;
  readonly lineage: string;
  readonly onClose: () => void;
}

export function LineageBar({ place, row, lineage, onClose }: Props) {
  const workspace = useWorkspace();
  const pinned = useUi((state) => state.pinned);
  const [trace, setTrace] = useState<readonly TracedRow[] | null>(null);
  const [looking, setLooking] = useState(false);
  const look = () => {
    setLooking(true);
    void traceRow(workspace, place, lineage).then(setTrace);
  };
  const follow = ({ node, port, row: wanted }: TracedRow) => {
    wantedRow.setState({ wanted: { node, port, row: wanted } });
    if (pinned !== null) workspace.ui.setState({ pinned: node });
    goToNode(workspace, node, port);
  };
  return (
    <div className="mr-lineage" role="status">
      <span className="mr-lineage-row">{text.origin(row + 1)}</span>
      {lineage && (
        <span className="mr-lineage-from" title={lineage}>
          <span className="mr-lineage-soft">{text.from}</span> {lineage}
        </span>
      )}
      {!looking && lineage && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          title={text.traceHelp}
          leftSection={<Route size={12} aria-hidden />}
          onClick={look}
        >
          {text.trace}
        </Button>
      )}
      {looking && trace === null && <span className="mr-lineage-soft">{text.tracing}</span>}
      {trace && (
        <span className="mr-lineage-path">
          {trace.length === 0 && <span className="mr-lineage-soft">{text.traceNone}</span>}
          {trace.map((found) => (
            <TraceStep
              key={`${found.side} ${found.node}.${found.port}`}
              found={found}
              onFollow={() => follow(found)}
            />
          ))}
        </span>
      )}
      <span className="mr-dock-bar-space" />
      <ActionIcon size={20} aria-label={text.close} onClick={onClose}>
        <X size={12} />
      </ActionIcon>
    </div>
  );
}

function TraceStep({ found, onFollow }: { readonly found: TracedRow; readonly onFollow: () => void }) {
  const title = useNodeTitle(found.node);
  return (
    <button type="button" className="mr-lineage-step" onClick={onFollow}>
      {found.side === "before" ? "←" : "→"} {text.traceRow(title, found.row + 1)}
    </button>
  );
}
