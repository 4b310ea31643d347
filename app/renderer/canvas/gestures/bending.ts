// Points on the way of a wire: double-clicked into it, dragged, double-clicked away. A drag is one step of the history.

import type { ReactFlowInstance } from "@xyflow/react";
import type { PointerEvent as ReactPointerEvent } from "react";
import { bend, pointsOf, setPoints } from "../../edits/bend.ts";
import { onGrid, perform } from "../../edits/edit.ts";
import type { Position, EdgeDocument } from "../../../../engine/document/types.ts";
import { edgeKey } from "../../stores/ui.ts";
import type { Workspace } from "../../workspace.tsx";
import type { CanvasStore } from "../adapter/canvas-store.ts";
import { curveOf } from "../adapter/curves.ts";
import type { FlowNode, WireEdge } from "../adapter/elements.ts";
import { pieceAt } from "../adapter/geometry.ts";

type Flow = Pick<ReactFlowInstance<FlowNode, WireEdge>, "screenToFlowPosition">;

/** A new point where the wire is nearest to `at`. */
export function bendAt(workspace: Workspace, canvas: CanvasStore, id: string, at: Position): void {
  const { nodes, edges } = canvas.getState();
  const edge = edges.find((wire) => wire.id === id);
  const curve = edge && curveOf(nodes, edge);
  if (!edge?.data || !curve) return;
  perform(workspace, bend(workspace.document.getState().document, edge.data.edge, at, pieceAt(curve, at)));
}

export function takePoint(workspace: Workspace, edge: EdgeDocument, place: number): void {
  const points = pointsOf(workspace.document.getState().document, edge);
  perform(workspace, setPoints(edge, points.toSpliced(place, 1)));
}

/** From the moment a point is pressed until it is let go. */
export function dragPoint(
  workspace: Workspace,
  canvas: CanvasStore,
  flow: Flow,
  edge: EdgeDocument,
  place: number,
  { currentTarget: handle, pointerId }: Pick<ReactPointerEvent<Element>, "currentTarget" | "pointerId">,
): void {
  const before = pointsOf(workspace.document.getState().document, edge);
  let points = before;
  const onMove = (event: Event) => {
    const { clientX, clientY, shiftKey } = event as PointerEvent;
    const { x, y } = flow.screenToFlowPosition({ x: clientX, y: clientY });
    const snaps = workspace.ui.getState().snap && !shiftKey;
    const point = snaps ? { x: onGrid(x), y: onGrid(y) } : { x: Math.round(x), y: Math.round(y) };
    points = before.with(place, point);
    canvas.lay(new Map([[edgeKey(edge), points]]));
  };
  const stop = (keep: boolean) => {
    handle.removeEventListener("pointermove", onMove);
    handle.removeEventListener("pointerup", onUp);
    handle.removeEventListener("pointercancel", onCancel);
    canvas.lay(new Map());
    if (keep && points !== before) perform(workspace, setPoints(edge, points));
  };
  const onUp = () => stop(true);
  const onCancel = () => stop(false);
  handle.setPointerCapture(pointerId);
  handle.addEventListener("pointermove", onMove);
  handle.addEventListener("pointerup", onUp);
  handle.addEventListener("pointercancel", onCancel);
}
