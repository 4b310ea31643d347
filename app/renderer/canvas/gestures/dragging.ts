// Dragging cards, notes and frames. Until the drag ends only the canvas knows of it; then it is one step of the history.

import type { ReactFlowInstance } from "@xyflow/react";
import type { MouseEvent as ReactMouseEvent } from "react";
import type { Position } from "../../../../engine/document/types.ts";
import { insertExisting } from "../../edits/add.ts";
import { movedPoints } from "../../edits/bend.ts";
import { perform, type Edit } from "../../edits/edit.ts";
import { contentsOf } from "../../edits/frame.ts";
import { moveTo } from "../../edits/move.ts";
import { duplicate } from "../../edits/paste.ts";
import type { Workspace } from "../../workspace.tsx";
import type { CanvasStore } from "../adapter/canvas-store.ts";
import { wireAt } from "../adapter/curves.ts";
import { itemOf, type FlowNode, type FrameNode, type WireEdge } from "../adapter/elements.ts";
import { CARD_WIDTH, HEADER_HEIGHT } from "../adapter/ports.ts";

/** How near to a wire the middle of a card's head must be to go into it, in canvas units. */
const INTO_WIRE = 28;

type DragStart = ReactMouseEvent | MouseEvent | TouchEvent;

interface Drag {
  readonly start: ReadonlyMap<string, Position>;
  /** What lies in a frame goes with it. */
  readonly carried: ReadonlyMap<string, { readonly frame: string; readonly at: Position }>;
  /** Wires between nodes that are dragged, with points on their way. */
  readonly along: readonly WireEdge[];
  readonly copies: boolean;
  /** The one node that is dragged, where no wire holds it: it may go into one. */
  readonly loose: string | null;
}

export function draggingGestures(
  workspace: Workspace,
  canvas: CanvasStore,
  flow: ReactFlowInstance<FlowNode, WireEdge>,
) {
  const { document, kinds } = workspace;
  let drag: Drag | null = null;

  const begin = (event: DragStart, nodes: readonly FlowNode[]) => {
    const shown = canvas.getState().nodes;
    const start = new Map(nodes.map(({ id, position }) => [id, position]));
    const frames = nodes.filter((node): node is FrameNode => node.type === "frame");
    const carried = new Map<string, { frame: string; at: Position }>();
    for (const { id: frame, data } of frames) {
      const contents = contentsOf(document.getState().document, data.frame);
      for (const { id, position } of shown) {
        const item = itemOf(id);
        const isInside = item === null ? contents.nodes.includes(id) : contents.items.includes(item);
        if (isInside && !start.has(id)) carried.set(id, { frame, at: position });
      }
    }
    const along = canvas
      .getState()
      .edges.filter(
        ({ data, source, target }) =>
          data?.via && [source, target].every((end) => start.has(end) || carried.has(end)),
      );
    const only = nodes.length === 1 && nodes[0].type === "card" ? nodes[0].id : null;
    const isWired = document
      .getState()
      .document.edges.some(({ from, to }) => [from, to].some((end) => end.startsWith(`${only}.`)));
    const loose = only !== null && !isWired ? only : null;
    drag = { start, carried, along, copies: event.altKey, loose };
    canvas.setState({ hovered: null });
  };

  const carry = (nodes: readonly FlowNode[]) => {
    if (!drag) return;
    const { start, carried, along } = drag;
    const [first] = nodes;
    const from = first && start.get(first.id);
    if (from && along.length > 0) {
      const by = { x: first.position.x - from.x, y: first.position.y - from.y };
      canvas.lay(new Map(along.map(({ id, data }) => [id, movedPoints(data?.via ?? [], by)])));
    }
    if (carried.size === 0) return;
    const now = new Map(nodes.map(({ id, position }) => [id, position]));
    canvas.change(
      [...carried].flatMap(([id, { frame, at }]) => {
        const from = start.get(frame);
        const to = now.get(frame);
        if (!from || !to) return [];
        const position = { x: at.x + to.x - from.x, y: at.y + to.y - from.y };
        return [{ type: "position", id, position, dragging: true } as const];
      }),
    );
  };

  const aim = () => {
    if (!drag?.loose) return;
    const { nodes, edges, target } = canvas.getState();
    const card = nodes.find(({ id }) => id === drag?.loose);
    if (!card) return;
    const middle = { x: card.position.x + CARD_WIDTH / 2, y: card.position.y + HEADER_HEIGHT / 2 };
    const wire = wireAt(nodes, edges, middle, INTO_WIRE / Math.min(1, flow.getZoom()))?.id ?? null;
    if (wire !== target) canvas.setState({ target: wire });
  };

  const end = () => {
    const ended = drag;
    drag = null;
    if (!ended) return;
    const { nodes, target, edges } = canvas.getState();
    const shown = document.getState().document;
    const moved = nodes.filter(({ id }) => ended.start.has(id) || ended.carried.has(id));
    const edit = ended.copies
      ? copied(moved, ended)
      : moveTo(shown, {
          nodes: positionsOf(moved.filter(({ type }) => type === "card")),
          items: positionsOf(moved.filter(({ type }) => type !== "card")),
        });
    const wire = edges.find(({ id }) => id === target)?.data?.edge;
    const into = wire && ended.loose ? insertExisting(shown, kinds, ended.loose, wire) : null;
    perform(workspace, into ? { ...into, commands: [...edit.commands, ...into.commands] } : edit);
    canvas.getState().settle();
  };

  const copied = (moved: readonly FlowNode[], { start }: Drag): Edit => {
    const shown = document.getState().document;
    const first = moved.find(({ id }) => start.has(id));
    const from = first && start.get(first.id);
    const offset = from
      ? { x: Math.round(first.position.x - from.x), y: Math.round(first.position.y - from.y) }
      : undefined;
    const nodes = moved.filter(({ type }) => type === "card").map(({ id }) => id);
    const items = moved.flatMap(({ id }) => itemOf(id) ?? []);
    if (!offset || (offset.x === 0 && offset.y === 0)) return { label: "", commands: [] };
    return duplicate(shown, { nodes, items }, { offset });
  };

  return {
    onNodeDragStart: (event: DragStart, _: FlowNode, nodes: FlowNode[]) => begin(event, nodes),
    onNodeDrag(_: unknown, __: FlowNode, nodes: FlowNode[]) {
      carry(nodes);
      aim();
    },
    onNodeDragStop: end,
    onSelectionDragStart: (event: ReactMouseEvent, nodes: FlowNode[]) => begin(event, nodes),
    onSelectionDrag: (_: unknown, nodes: FlowNode[]) => carry(nodes),
    onSelectionDragStop: end,
  };
}

function positionsOf(nodes: readonly FlowNode[]): Record<string, Position> {
  return Object.fromEntries(
    nodes.map(({ id, position: { x, y } }) => [itemOf(id) ?? id, { x: Math.round(x), y: Math.round(y) }]),
  );
}
