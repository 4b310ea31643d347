// What is dropped on the canvas: a kind from the palette, onto empty space or into a wire, and files.

import type { ReactFlowInstance } from "@xyflow/react";
import type { DragEvent } from "react";
import { addNode, insertNode } from "../../edits/add.ts";
import { performNew } from "../../edits/perform-new.ts";
import type { Shell } from "../../shell.ts";
import type { Workspace } from "../../workspace.tsx";
import type { CanvasStore } from "../adapter/canvas-store.ts";
import { wireAt } from "../adapter/curves.ts";
import type { FlowNode, WireEdge } from "../adapter/elements.ts";
import { CARD_WIDTH, HEADER_HEIGHT } from "../adapter/ports.ts";
import { droppedOf } from "../../gallery/dropped.ts";
import { KIND_DRAG } from "../../palette/palette-item.tsx";
import { dropFiles } from "../drop-files.ts";

/** How near to a wire the pointer must be, in canvas units. */
const INTO_WIRE = 20;

export function droppingGestures(
  workspace: Workspace,
  shell: Shell,
  canvas: CanvasStore,
  flow: ReactFlowInstance<FlowNode, WireEdge>,
) {
  const pointOf = ({ clientX: x, clientY: y }: DragEvent) => flow.screenToFlowPosition({ x, y });
  return {
    onDragOver(event: DragEvent) {
      const { types } = event.dataTransfer;
      if (!types.includes(KIND_DRAG) && !types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      if (!types.includes(KIND_DRAG)) return;
      const { nodes, edges, target } = canvas.getState();
      const wire = wireAt(nodes, edges, pointOf(event), INTO_WIRE)?.id ?? null;
      if (wire !== target) canvas.setState({ target: wire });
    },
    onDragLeave(event: DragEvent) {
      const left = !event.currentTarget.contains(event.relatedTarget as Element | null);
      if (left) canvas.setState({ target: null });
    },
    onDrop(event: DragEvent) {
      const point = pointOf(event);
      const { edges, target } = canvas.getState();
      canvas.setState({ target: null });
      const kind = workspace.kinds.get(event.dataTransfer.getData(KIND_DRAG));
      if (kind) {
        event.preventDefault();
        // By its head, where a hand would hold it.
        const at = { x: point.x - CARD_WIDTH / 2, y: point.y - HEADER_HEIGHT / 2 };
        const { document } = workspace.document.getState();
        const { kinds } = workspace;
        const wire = edges.find(({ id }) => id === target)?.data?.edge;
        const into = wire ? insertNode(document, kind, wire, { at, kinds }) : null;
        performNew(workspace, into ?? addNode(document, kind, { at, kinds }));
        workspace.canvas.current?.focus();
      } else if (event.dataTransfer.files.length > 0) {
        event.preventDefault();
        void dropFiles(workspace, shell, droppedOf(event.dataTransfer), point);
      }
    },
  };
}
