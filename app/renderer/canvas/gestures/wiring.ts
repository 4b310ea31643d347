// Drawing wires: from port to port, to a card as a whole, or to empty space, where a node is searched for.

import type {
  Connection,
  FinalConnectionState,
  HandleType,
  OnConnectStartParams,
  ReactFlowInstance,
} from "@xyflow/react";
import type { EdgeDocument } from "../../../../engine/document/types.ts";
import { connect, reconnect } from "../../edits/connect.ts";
import { perform } from "../../edits/edit.ts";
import { fittingPort, wireBetween, type PortEnd } from "../../edits/ports.ts";
import type { Workspace } from "../../workspace.tsx";
import type { CanvasStore } from "../adapter/canvas-store.ts";
import type { CardNode, FlowNode, WireEdge } from "../adapter/elements.ts";
import { endOf, type FlowEnd } from "../adapter/ends.ts";
import { CARD_WIDTH, HEADER_HEIGHT } from "../adapter/ports.ts";
import { wiringRefusal } from "../wires/wiring-refusal.ts";

/** How near to a port the end of a wire must be to snap, in canvas units. */
export const SNAP_RADIUS = 28;

/** Of the place beside a port at which the end of a wire is held. */
export const HOLD_RADIUS = 14;

export function wiringGestures(
  workspace: Workspace,
  canvas: CanvasStore,
  flow: ReactFlowInstance<FlowNode, WireEdge>,
) {
  const { document, kinds, ui } = workspace;
  const shown = () => document.getState().document;
  const end = (node: string, port: string | null | undefined, type: HandleType) =>
    endOf(canvas.getState().nodes, node, port, type);
  const join = (a: PortEnd, b: PortEnd) => {
    const edge = wireBetween(a, b);
    const isThere = shown().edges.some(({ from, to }) => from === edge?.from && to === edge.to);
    if (edge && !isThere) perform(workspace, connect(shown(), kinds, edge));
  };
  const cardUnder = (x: number, y: number): CardNode | null => {
    const id = cardIdUnder(x, y);
    return (canvas.getState().nodes.find((node) => node.id === id) as CardNode | undefined) ?? null;
  };
  /** The port of a card that a wire from `held` fits best. */
  const fittingEnd = ({ id, data: { kind } }: CardNode, held: FlowEnd): FlowEnd | null => {
    const side = held.side === "output" ? "input" : "output";
    const port = kind && id !== held.node ? fittingPort(kind, side, held.flow) : null;
    return port === null ? null : end(id, port, side === "input" ? "target" : "source");
  };
  const textOf = ({ source, sourceHandle, target, targetHandle }: Connection | WireEdge): EdgeDocument => ({
    from: `${source}.${sourceHandle}`,
    to: `${target}.${targetHandle}`,
  });

  return {
    onConnectStart(_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) {
      const wiring = nodeId === null || handleType === null ? null : end(nodeId, handleId, handleType);
      canvas.setState({ wiring, hovered: null });
    },
    isValidConnection({ source, sourceHandle, target, targetHandle }: Connection | WireEdge): boolean {
      const from = end(source, sourceHandle, "source");
      const to = end(target, targetHandle, "target");
      return (
        from !== null && to !== null && wiringRefusal(shown(), from, to, canvas.getState().moving) === null
      );
    },
    onConnect(connection: Connection) {
      const from = end(connection.source, connection.sourceHandle, "source");
      const to = end(connection.target, connection.targetHandle, "target");
      if (from && to) join(from, to);
    },
    onConnectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState) {
      const { wiring } = canvas.getState();
      canvas.setState({ wiring: null });
      if (!wiring || state.isValid || state.toHandle) return;
      const { clientX, clientY } = pointOf(event);
      const under = cardUnder(clientX, clientY);
      if (under) {
        const to = fittingEnd(under, wiring);
        if (to && wiringRefusal(shown(), wiring, to) === null) join(wiring, to);
        return;
      }
      const { node, port, side } = wiring;
      const at = flow.screenToFlowPosition({ x: clientX, y: clientY });
      // The new card's port is to be where the wire ends.
      const place = { x: side === "output" ? at.x : at.x - CARD_WIDTH, y: at.y - HEADER_HEIGHT / 2 };
      ui.setState({ overlay: "add-node", adding: { at: place, from: { node, port, side } } });
    },
    onReconnectStart(_: unknown, edge: WireEdge, type: HandleType) {
      // `type` is of the end that stays.
      const port = type === "source" ? edge.sourceHandle : edge.targetHandle;
      canvas.setState({
        moving: textOf(edge),
        wiring: end(type === "source" ? edge.source : edge.target, port, type),
        hovered: null,
      });
    },
    onReconnect(old: WireEdge, connection: Connection) {
      const before = textOf(old);
      const after = textOf(connection);
      if (before.from !== after.from || before.to !== after.to)
        perform(workspace, reconnect(shown(), kinds, before, after));
    },
    /** Dropped on a card beside its ports: the port that fits is meant, as for a new wire. */
    onReconnectEnd(event: MouseEvent | TouchEvent, _: WireEdge, __: HandleType, state: FinalConnectionState) {
      const { wiring, moving } = canvas.getState();
      canvas.setState({ wiring: null, moving: null });
      if (!wiring || !moving || state.isValid || state.toHandle) return;
      const { clientX, clientY } = pointOf(event);
      const under = cardUnder(clientX, clientY);
      const to = under && fittingEnd(under, wiring);
      const edge = to && wireBetween(wiring, to);
      if (!edge || wiringRefusal(shown(), wiring, to, moving) !== null) return;
      if (edge.from !== moving.from || edge.to !== moving.to)
        perform(workspace, reconnect(shown(), kinds, moving, edge));
    },
  };
}

function pointOf(event: MouseEvent | TouchEvent): { readonly clientX: number; readonly clientY: number } {
  return "changedTouches" in event ? event.changedTouches[0] : event;
}

/** The card at a point of the window; null on empty space, notes and frames. */
function cardIdUnder(x: number, y: number): string | null {
  const element = window.document.elementFromPoint(x, y)?.closest(".react-flow__node-card");
  return element?.getAttribute("data-id") ?? null;
}
