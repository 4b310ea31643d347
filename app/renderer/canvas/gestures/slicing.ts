// Alt and a drag over empty space cut the wires that the stroke crosses.

import type { ReactFlowInstance } from "@xyflow/react";
import type { MouseEvent as ReactMouseEvent } from "react";
import { cut } from "../../edits/connect.ts";
import { perform } from "../../edits/edit.ts";
import type { Workspace } from "../../workspace.tsx";
import type { CanvasStore } from "../adapter/canvas-store.ts";
import { wiresCrossed } from "../adapter/curves.ts";
import type { FlowNode, WireEdge } from "../adapter/elements.ts";

export function slicingGesture(
  workspace: Workspace,
  canvas: CanvasStore,
  flow: ReactFlowInstance<FlowNode, WireEdge>,
) {
  /** In the capture phase: the pane would begin to pan. */
  return function onMouseDownCapture(event: ReactMouseEvent) {
    const onPane = event.target instanceof Element && event.target.classList.contains("react-flow__pane");
    if (!event.altKey || event.button !== 0 || !onPane) return;
    event.stopPropagation();
    event.preventDefault();
    const from = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const onMove = (moved: MouseEvent) =>
      canvas.setState({
        stroke: { from, to: flow.screenToFlowPosition({ x: moved.clientX, y: moved.clientY }) },
      });
    const onUp = () => {
      window.removeEventListener("mousemove", onMove);
      window.removeEventListener("mouseup", onUp);
      const { stroke, nodes, edges } = canvas.getState();
      canvas.setState({ stroke: null });
      if (!stroke) return;
      const crossed = wiresCrossed(nodes, edges, stroke.from, stroke.to).map(({ data }) => data!.edge);
      perform(workspace, cut(workspace.document.getState().document, crossed));
    };
    window.addEventListener("mousemove", onMove);
    window.addEventListener("mouseup", onUp);
  };
}
