// React Flow with the editor's cards, wires and gestures. Nothing that is passed to it changes while the graph is only drawn.

import {
  Background,
  BackgroundVariant,
  ReactFlow,
  SelectionMode,
  useKeyPress,
  useReactFlow,
  ViewportPortal,
  type EdgeTypes,
  type NodeTypes,
  type Viewport,
} from "@xyflow/react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { GRID } from "../edits/edit.ts";
import type { Shell } from "../shell.ts";
import { scrollPans, type UiState } from "../stores/ui.ts";
import { canvasWords as words } from "../strings/canvas.ts";
import { useUi, useWorkspace } from "../workspace.tsx";
import { useCanvas, useCanvasStore } from "./adapter/context.ts";
import type { FlowNode, WireEdge } from "./adapter/elements.ts";
import { wireDomId } from "./adapter/wire-elements.ts";
import { canvasApi } from "./canvas-api.ts";
import { Controls } from "./controls.tsx";
import { Empty } from "./empty.tsx";
import { HOLD_RADIUS, SNAP_RADIUS } from "./gestures/wiring.ts";
import { FrameCard } from "./items/frame.tsx";
import { NoteCard } from "./items/note.tsx";
import { CanvasMenu } from "./menus/canvas-menu.tsx";
import { Card, cardId } from "./node/card.tsx";
import { useGestures } from "./use-gestures.ts";
import { LEAST_ZOOM, MOST_ZOOM, openingViewport } from "./opening.ts";
import { Bends } from "./wires/bends.tsx";
import { HiddenWires } from "./wires/hidden-wires.tsx";
import { NewWire } from "./wires/new-wire.tsx";
import { WireTools } from "./wires/wire-tools.tsx";
import { Wire } from "./wires/wire.tsx";
import "./canvas.css";

const NODE_TYPES: NodeTypes = { card: Card, note: NoteCard, frame: FrameCard };
const EDGE_TYPES: EdgeTypes = { wire: Wire };
const SNAP: [number, number] = [GRID, GRID];
const SEVERAL = ["Meta", "Control", "Shift"];
const LEFT_AND_MIDDLE = [0, 1];
const MIDDLE = [1];

const PRO = { hideAttribution: true };

export function Graph({ shell }: { readonly shell: Shell }) {
  const workspace = useWorkspace();
  const canvas = useCanvasStore();
  const flow = useReactFlow<FlowNode, WireEdge>();
  const root = useRef<HTMLDivElement>(null);
  const gestures = useGestures(shell);
  const nodes = useCanvas((state) => state.nodes);
  const edges = useCanvas((state) => state.edges);
  const snap = useUi((state) => state.snap);
  const trackpad = useUi((state) => state.pointer === "trackpad");
  const scrolls = useUi(scrollPans);
  const free = useKeyPress("Shift");
  const panning = useKeyPress("Space");
  const active = useUi(activeId);
  const [opening, setOpening] = useState<Viewport | null>(null);

  // Before the first drawing of the graph: what is seen first is not drawn twice.
  useLayoutEffect(() => {
    const { path } = workspace.document.getState();
    setOpening(openingViewport(path, canvas.getState().nodes, root.current!.getBoundingClientRect()));
  }, [workspace, canvas]);

  // Keys go to what one looks at: to begin with nothing else has the focus.
  useEffect(() => {
    if (document.activeElement === document.body) root.current?.focus({ preventScroll: true });
  }, []);

  useEffect(() => {
    const { pointer } = gestures;
    workspace.canvas.current = canvasApi(workspace, canvas, flow, root.current!, () => pointer.current);
    return () => {
      workspace.canvas.current = null;
    };
  }, [workspace, canvas, flow, gestures]);

  return (
    <div
      ref={root}
      className="mr-graph"
      role="application"
      aria-label={words.graph}
      aria-description={words.graphHelp}
      aria-activedescendant={active}
      tabIndex={0}
      data-region="canvas"
      {...gestures.root}
    >
      {opening && (
        <ReactFlow<FlowNode, WireEdge>
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          connectionLineComponent={NewWire}
          {...gestures.flow}
          defaultViewport={opening}
          onlyRenderVisibleElements
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          multiSelectionKeyCode={SEVERAL}
          selectionKeyCode="Shift"
          selectionMode={SelectionMode.Partial}
          selectionOnDrag={trackpad}
          panOnDrag={trackpad ? MIDDLE : LEFT_AND_MIDDLE}
          panOnScroll={scrolls}
          panOnScrollSpeed={1}
          panActivationKeyCode="Space"
          // The canvas moves under the hand wherever it is, over a node too.
          nodesDraggable={!panning}
          zoomOnDoubleClick={false}
          minZoom={LEAST_ZOOM}
          maxZoom={MOST_ZOOM}
          snapToGrid={snap && !free}
          snapGrid={SNAP}
          connectOnClick={false}
          connectionRadius={SNAP_RADIUS}
          reconnectRadius={HOLD_RADIUS}
          nodeDragThreshold={2}
          elevateNodesOnSelect={false}
          proOptions={PRO}
        >
          <Background variant={BackgroundVariant.Dots} gap={GRID * 3} size={1.5} color="var(--mr-grid)" />
          <HiddenWires />
          <WireTools />
          <Bends />
          <Stroke />
          <Controls />
        </ReactFlow>
      )}
      <Empty />
      <CanvasMenu shell={shell} />
    </div>
  );
}

/** The element that keys are about: the node that was selected last, else the wire. */
function activeId({ selected, selectedEdges }: UiState): string | undefined {
  const node = selected.at(-1);
  const wire = selectedEdges.at(-1);
  return node !== undefined ? cardId(node) : wire !== undefined ? wireDomId(wire) : undefined;
}

function Stroke() {
  const stroke = useCanvas((state) => state.stroke);
  if (!stroke) return null;
  const { from, to } = stroke;
  return (
    <ViewportPortal>
      <svg className="mr-stroke-layer">
        <line className="mr-stroke" x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      </svg>
    </ViewportPortal>
  );
}
