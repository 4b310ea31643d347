// Zoom and fit, in the lower right corner, under the overview.

import { ActionIcon, Group } from "@mantine/core";
import { Panel, useStore, type ReactFlowState } from "@xyflow/react";
import { Map as MapIcon, Maximize, Minus, Plus } from "lucide-react";
import { useEffect } from "react";
import { canvasWords as words } from "../strings/canvas.ts";
import { useUi, useWorkspace } from "../workspace.tsx";
import { Overview } from "./overview.tsx";

const STEP = 1.25;
const percent = ({ transform }: ReactFlowState) => Math.round(transform[2] * 100);

export function Controls() {
  const { ui, canvas } = useWorkspace();
  const zoom = useStore(percent);
  const minimap = useUi((state) => state.panels.minimap);
  // The status bar shows it too.
  useEffect(() => ui.setState({ zoom: zoom / 100 }), [ui, zoom]);
  const toggle = () => ui.setState({ panels: { ...ui.getState().panels, minimap: !minimap } });
  return (
    <>
      <Overview />
      <Panel position="bottom-right" className="mr-controls">
        <Group gap={0} role="toolbar" aria-label={words.controls} wrap="nowrap">
          <ActionIcon
            aria-label={words.zoomOut}
            title={words.zoomOut}
            onClick={() => canvas.current?.zoomBy(1 / STEP)}
          >
            <Minus size={14} />
          </ActionIcon>
          <button
            className="mr-zoom mr-numbers"
            aria-label={`${zoom} %, ${words.zoomTo100}`}
            title={words.zoomTo100}
            onClick={() => canvas.current?.zoomTo(1)}
          >
            {zoom} %
          </button>
          <ActionIcon
            aria-label={words.zoomIn}
            title={words.zoomIn}
            onClick={() => canvas.current?.zoomBy(STEP)}
          >
            <Plus size={14} />
          </ActionIcon>
          <ActionIcon aria-label={words.fit} title={words.fit} onClick={() => canvas.current?.fit()}>
            <Maximize size={14} />
          </ActionIcon>
          <ActionIcon
            aria-label={words.minimap}
            title={words.minimap}
            aria-pressed={minimap}
            color={minimap ? "indigo" : "gray"}
            onClick={toggle}
          >
            <MapIcon size={14} />
          </ActionIcon>
        </Group>
      </Panel>
    </>
  );
}
