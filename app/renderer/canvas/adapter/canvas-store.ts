// What the canvas holds by itself: React Flow's elements, a drag or a wiring in progress, what the pointer is over.

import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { EdgeDocument, Position } from "../../../../engine/document/types.ts";
import type { Workspace } from "../../workspace.tsx";
import type { FlowEnd } from "./ends.ts";
import { flowNodes, itemOf, type Chosen, type FlowNode, type WireEdge } from "./elements.ts";
import { flowEdges } from "./wire-elements.ts";

export interface CanvasState {
  readonly nodes: FlowNode[];
  readonly edges: WireEdge[];
  /** The end that a wire is drawn from, and what flows there. */
  readonly wiring: FlowEnd | null;
  /** The wire whose end is being moved. */
  readonly moving: EdgeDocument | null;
  /** The wire that the pointer is over, or its tools. */
  readonly hovered: string | null;
  /** The wire into which what is dragged would go. */
  readonly target: string | null;
  /** Points of wires while they are dragged, by `from>to`. */
  readonly laying: Laying;
  /** A stroke that cuts wires. */
  readonly stroke: { readonly from: Position; readonly to: Position } | null;
  readonly menu: Menu | null;
  /** Nodes whose preview is folded. */
  readonly folded: ReadonlySet<string>;
  /** A note whose text is edited, a frame whose title is. */
  readonly editing: string | null;
  /** The pointer has come to a wire, or left it: for good only when it does not come to its tools. */
  readonly hover: (wire: string | null) => void;
  /** Puts everything where the document says: a drag has ended. */
  readonly settle: () => void;
}

type Laying = ReadonlyMap<string, readonly Position[]>;

/** Time to get from a wire to its tools. */
const LEAVE_MS = 160;

const NOTHING: Laying = new Map();

/** A menu at a place of the window. `id`: of a wire (`from>to`), a note or a frame. */
export interface Menu {
  readonly on: "canvas" | "node" | "wire" | "note" | "frame";
  readonly id: string | null;
  readonly x: number;
  readonly y: number;
}

export type CanvasStore = StoreApi<CanvasState> & {
  /** Moves and measurements; not told to the document before a drag ends. */
  readonly change: (changes: NodeChange<FlowNode>[]) => void;
  /** Shows points of wires where they are dragged; none, where the document has them. */
  readonly lay: (points: Laying) => void;
  /** Follows document, plan and selection; answers how to stop. */
  readonly follow: () => () => void;
};

export function createCanvasStore(workspace: Workspace): CanvasStore {
  const { document, plan, ui } = workspace;
  const elements = (before: Pick<CanvasState, "nodes" | "edges" | "laying">) => {
    const { document: shown } = document.getState();
    const chosen = chosenIn(workspace);
    const nodes = flowNodes(before.nodes, shown, plan.getState(), chosen);
    const edges = flowEdges(before.edges, shown, nodes, chosen, before.laying);
    return { nodes: sameList(before.nodes, nodes), edges: sameList(before.edges, edges) };
  };
  let leaving: ReturnType<typeof setTimeout> | null = null;
  const store = createStore<CanvasState>(() => ({
    ...elements({ nodes: [], edges: [], laying: NOTHING }),
    wiring: null,
    moving: null,
    hovered: null,
    target: null,
    laying: NOTHING,
    stroke: null,
    menu: null,
    folded: new Set(),
    editing: null,
    hover(wire) {
      if (leaving) clearTimeout(leaving);
      leaving = null;
      if (wire === null) leaving = setTimeout(() => store.setState({ hovered: null }), LEAVE_MS);
      else if (store.getState().hovered !== wire) store.setState({ hovered: wire });
    },
    settle() {
      const nodes = store
        .getState()
        .nodes.map((node) => (node.dragging ? { ...node, dragging: false } : node));
      store.setState({ nodes, target: null, laying: NOTHING });
      sync();
    },
  }));
  const sync = () => {
    const before = store.getState();
    const after = elements(before);
    if (after.nodes !== before.nodes || after.edges !== before.edges) store.setState(after);
  };
  return Object.assign(store, {
    lay(laying: Laying) {
      if (laying.size === 0) {
        store.setState({ laying });
        return sync();
      }
      const edges = store.getState().edges.map((edge) => {
        const via = laying.get(edge.id);
        return via && edge.data ? { ...edge, data: { ...edge.data, via } } : edge;
      });
      store.setState({ laying, edges });
    },
    change(changes: NodeChange<FlowNode>[]) {
      const own = changes.filter(({ type }) => type === "position" || type === "dimensions");
      if (own.length > 0) store.setState({ nodes: applyNodeChanges(own, store.getState().nodes) });
    },
    follow() {
      sync();
      const offs = [
        document.subscribe((now, before) => now.document !== before.document && sync()),
        plan.subscribe((now, before) => now.nodes !== before.nodes && sync()),
        ui.subscribe((now, before) => {
          const { selected, selectedEdges, selectedItems } = now;
          const same =
            selected === before.selected &&
            selectedEdges === before.selectedEdges &&
            selectedItems === before.selectedItems;
          if (!same) sync();
        }),
      ];
      return () => offs.forEach((off) => off());
    },
  });
}

/** Clicks and boxes of React Flow as the selection of the editor. */
export function select(workspace: Workspace, changes: readonly { id: string; selected: boolean }[]): void {
  const { ui } = workspace;
  const state = ui.getState();
  const nodes = new Set(state.selected);
  const items = new Set(state.selectedItems);
  for (const { id, selected } of changes) {
    const item = itemOf(id);
    const set = item === null ? nodes : items;
    if (selected) set.add(item ?? id);
    else set.delete(item ?? id);
  }
  const selected = sameList(state.selected, [...nodes]);
  const selectedItems = sameList(state.selectedItems, [...items]);
  if (selected === state.selected && selectedItems === state.selectedItems) return;
  // Another node: its first port is shown.
  const port = selected === state.selected ? state.port : null;
  ui.setState({ selected, selectedItems, port });
}

/** This and nothing else, by its id in React Flow's list. */
export function selectOnly({ ui }: Workspace, id: string): void {
  const item = itemOf(id);
  ui.setState({
    selected: item === null ? [id] : [],
    selectedItems: item === null ? [] : [item],
    selectedEdges: [],
    port: null,
  });
}

function chosenIn({ ui }: Workspace): Chosen {
  const { selected, selectedEdges, selectedItems } = ui.getState();
  return { nodes: new Set(selected), edges: new Set(selectedEdges), items: new Set(selectedItems) };
}

function sameList<T>(before: readonly T[], now: T[]): T[] {
  const same = before.length === now.length && before.every((item, i) => item === now[i]);
  return same ? (before as T[]) : now;
}
