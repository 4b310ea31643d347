// Everything that a pointer or a key does on the canvas, as handlers that stay the same: React Flow redraws for new ones.

import { useReactFlow, type EdgeChange, type NodeChange, type Viewport } from "@xyflow/react";
import {
  useMemo,
  useRef,
  type MouseEvent as ReactMouseEvent,
  type WheelEvent as ReactWheelEvent,
  type PointerEvent,
} from "react";
import type { Position } from "../../../engine/document/types.ts";
import type { Shell } from "../shell.ts";
import { giveTabBack } from "../stores/lent-tab.ts";
import { useWorkspace } from "../workspace.tsx";
import { select, selectOnly, type Menu } from "./adapter/canvas-store.ts";
import { useCanvasStore } from "./adapter/context.ts";
import { itemOf, type FlowNode, type WireEdge } from "./adapter/elements.ts";
import { bendAt } from "./gestures/bending.ts";
import { draggingGestures } from "./gestures/dragging.ts";
import { droppingGestures } from "./gestures/dropping.ts";
import { canvasKeys } from "./gestures/keys.ts";
import { slicingGesture } from "./gestures/slicing.ts";
import { scrollerOf } from "./gestures/wheel.ts";
import { wiringGestures } from "./gestures/wiring.ts";
import { keepViewport } from "./viewports.ts";

export function useGestures(shell: Shell) {
  const workspace = useWorkspace();
  const canvas = useCanvasStore();
  const flow = useReactFlow<FlowNode, WireEdge>();
  const pointer = useRef<Position | null>(null);
  const handlers = useMemo(() => {
    const { ui, document } = workspace;
    const keys = canvasKeys(workspace);
    const openMenu = (event: ReactMouseEvent | MouseEvent, on: Menu["on"], id: string | null) => {
      event.preventDefault();
      canvas.setState({ menu: { on, id, x: event.clientX, y: event.clientY } });
    };
    const selectWires = (changes: EdgeChange<WireEdge>[]) => {
      const before = ui.getState().selectedEdges;
      const wires = new Set(before);
      for (const change of changes)
        if (change.type === "select") {
          if (change.selected) wires.add(change.id);
          else wires.delete(change.id);
        }
      const same = wires.size === before.length && before.every((id) => wires.has(id));
      if (!same) ui.setState({ selectedEdges: [...wires] });
    };
    return {
      flow: {
        onNodesChange(changes: NodeChange<FlowNode>[]) {
          canvas.change(changes);
          const chosen = changes.filter((change) => change.type === "select");
          if (chosen.length > 0) select(workspace, chosen);
        },
        onEdgesChange: selectWires,
        onEdgeMouseEnter: (_: unknown, { id }: WireEdge) => canvas.getState().hover(id),
        onEdgeMouseLeave: () => canvas.getState().hover(null),
        /** Of several selected ones the one that is clicked stays; a drag moves them all. */
        onNodeClick({ shiftKey, ctrlKey, metaKey }: ReactMouseEvent, { id, type }: FlowNode) {
          if (type === "card") giveTabBack(ui);
          if (shiftKey || ctrlKey || metaKey) return;
          const { selected, selectedItems } = ui.getState();
          if (selected.length + selectedItems.length > 1) selectOnly(workspace, id);
        },
        onNodeDoubleClick(_: unknown, { type }: FlowNode) {
          if (type === "card") ui.setState({ panels: { ...ui.getState().panels, inspector: true } });
        },
        onNodeContextMenu(event: ReactMouseEvent, { id, type }: FlowNode) {
          const item = itemOf(id);
          const { selected, selectedItems } = ui.getState();
          const isChosen = item === null ? selected.includes(id) : selectedItems.includes(item);
          if (!isChosen) selectOnly(workspace, id);
          openMenu(event, type === "card" ? "node" : type, item ?? id);
        },
        onSelectionContextMenu: (event: ReactMouseEvent) => openMenu(event, "node", null),
        onEdgeContextMenu(event: ReactMouseEvent, { id }: WireEdge) {
          ui.setState({ selected: [], selectedItems: [], selectedEdges: [id] });
          openMenu(event, "wire", id);
        },
        onEdgeDoubleClick(event: ReactMouseEvent, { id }: WireEdge) {
          bendAt(workspace, canvas, id, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
        },
        onPaneContextMenu: (event: ReactMouseEvent | MouseEvent) => openMenu(event, "canvas", null),
        /** The canvas goes away under the pointer, which tells no wire that it has left. */
        onMoveStart() {
          if (canvas.getState().hovered !== null) canvas.setState({ hovered: null });
        },
        onMoveEnd(_: unknown, viewport: Viewport) {
          keepViewport(document.getState().path, viewport);
        },
        ...wiringGestures(workspace, canvas, flow),
        ...draggingGestures(workspace, canvas, flow),
      },
      root: {
        ...droppingGestures(workspace, shell, canvas, flow),
        onKeyDown: keys.onKeyDown,
        onKeyUp: keys.onKeyUp,
        onMouseDownCapture: slicingGesture(workspace, canvas, flow),
        onPointerDownCapture(event: PointerEvent<HTMLElement>) {
          keys.forgetTap();
          // Keys go where the pointer was last, unless it went into a field.
          const field = "input, textarea, button, a";
          if (event.target instanceof Element && !event.target.closest(field))
            event.currentTarget.focus({ preventScroll: true });
        },
        onWheelCapture({ nativeEvent }: ReactWheelEvent) {
          const scroller = scrollerOf(nativeEvent);
          if (scroller && scroller !== ui.getState().scroller) ui.setState({ scroller });
        },
        onPointerMove(event: PointerEvent) {
          pointer.current = { x: event.clientX, y: event.clientY };
        },
        onPointerLeave() {
          pointer.current = null;
        },
        onDoubleClick(event: ReactMouseEvent) {
          if (!isPane(event.target)) return;
          const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
          ui.setState({ overlay: "add-node", adding: { at } });
        },
        /** The key of a menu is an action; the browser would open its own as well. */
        onContextMenu(event: ReactMouseEvent) {
          if (event.target === event.currentTarget) event.preventDefault();
        },
        /** A click on an output shows its rows. */
        onClick({ target }: ReactMouseEvent) {
          const port = target instanceof Element ? target.closest(".react-flow__handle.source") : null;
          const node = port?.getAttribute("data-nodeid");
          if (!port || !node) return;
          giveTabBack(ui);
          ui.setState({
            selected: [node],
            selectedEdges: [],
            selectedItems: [],
            port: port.getAttribute("data-handleid"),
          });
        },
      },
    };
  }, [workspace, canvas, flow, shell]);
  return { ...handlers, pointer };
}

function isPane(target: EventTarget): boolean {
  return target instanceof Element && target.classList.contains("react-flow__pane");
}
