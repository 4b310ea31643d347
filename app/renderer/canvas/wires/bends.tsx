// The points of wires that are under the pointer or selected, to be dragged.

import { useReactFlow, ViewportPortal } from "@xyflow/react";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useWorkspace } from "../../workspace.tsx";
import { useCanvas, useCanvasStore } from "../adapter/context.ts";
import type { FlowNode, WireEdge } from "../adapter/elements.ts";
import { dragPoint, takePoint } from "../gestures/bending.ts";

export function Bends() {
  const edges = useCanvas((state) => state.edges);
  const hovered = useCanvas((state) => state.hovered);
  const laying = useCanvas((state) => state.laying);
  const shown = edges.filter(
    ({ id, selected, data }) => data?.via && (selected || id === hovered || laying.has(id)),
  );
  return (
    <ViewportPortal>
      {shown.map((edge) => (
        <Points key={edge.id} edge={edge} />
      ))}
    </ViewportPortal>
  );
}

function Points({ edge: { id, data } }: { readonly edge: WireEdge }) {
  const workspace = useWorkspace();
  const canvas = useCanvasStore();
  const flow = useReactFlow<FlowNode, WireEdge>();
  const wire = data!.edge;
  return data!.via!.map(({ x, y }, place) => (
    <button
      key={place}
      className="mr-bend nodrag nopan"
      tabIndex={-1}
      aria-label={words.bendPoint(place + 1)}
      title={words.bendHelp}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      onMouseEnter={() => canvas.getState().hover(id)}
      onMouseLeave={() => canvas.getState().hover(null)}
      onPointerDown={(event) => {
        if (event.button === 0) dragPoint(workspace, canvas, flow, wire, place, event);
      }}
      onDoubleClick={() => takePoint(workspace, wire, place)}
    />
  ));
}
