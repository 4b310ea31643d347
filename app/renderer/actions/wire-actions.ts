// Actions on wires, for hands that are on the keyboard: go from wire to wire, bend one, lay it straight.

import type { EdgeDocument } from "../../../engine/document/types.ts";
import { straighten } from "../edits/bend.ts";
import { edgeKey } from "../stores/ui.ts";
import { actionText as text } from "../strings/actions.ts";
import type { Workspace } from "../workspace.tsx";
import type { Action } from "./action.ts";
import { doEdit } from "./can.ts";

/** Wires that are selected and there. */
function chosen({ document, ui }: Workspace): readonly EdgeDocument[] {
  const { selectedEdges } = ui.getState();
  if (selectedEdges.length === 0) return [];
  return document.getState().document.edges.filter((edge) => selectedEdges.includes(edgeKey(edge)));
}

/** The only thing that is selected; null when it is no wire. */
export function onlyWire(workspace: Workspace): EdgeDocument | null {
  const { selected, selectedItems } = workspace.ui.getState();
  const wires = chosen(workspace);
  return wires.length === 1 && selected.length + selectedItems.length === 0 ? wires[0] : null;
}

/** From a node to the wires at its outputs, then at its inputs; from a wire on through the file. */
function next(workspace: Workspace, step: 1 | -1): void {
  const { document, ui, canvas } = workspace;
  const { edges } = document.getState().document;
  if (edges.length === 0) return;
  const { selected, selectedEdges } = ui.getState();
  const at = edges.findIndex((edge) => edgeKey(edge) === selectedEdges.at(-1));
  const node = at < 0 ? selected.at(-1) : undefined;
  const own =
    edges.find(({ from }) => node !== undefined && from.startsWith(`${node}.`)) ??
    edges.find(({ to }) => node !== undefined && to.startsWith(`${node}.`));
  const start = at < 0 && step < 0 ? 0 : at;
  const wire = own ?? edges[(start + step + edges.length) % edges.length];
  ui.setState({ selected: [], selectedItems: [], selectedEdges: [edgeKey(wire)], port: null });
  canvas.current?.reveal(edgeKey(wire));
}

export const WIRE_ACTIONS: readonly Action[] = [
  {
    id: "wire.next",
    group: "Go",
    title: text.nextWire,
    keys: ["E"],
    canvasOnly: true,
    divided: true,
    enabled: ({ document }) => document.getState().document.edges.length > 0,
    run: (workspace) => next(workspace, 1),
  },
  {
    id: "wire.previous",
    group: "Go",
    title: text.previousWire,
    keys: ["Shift+E"],
    canvasOnly: true,
    enabled: ({ document }) => document.getState().document.edges.length > 0,
    run: (workspace) => next(workspace, -1),
  },
  {
    id: "wire.bend",
    group: "Go",
    title: text.bendWire,
    keys: ["Shift+B"],
    canvasOnly: true,
    enabled: (workspace) => onlyWire(workspace) !== null,
    run(workspace) {
      const wire = onlyWire(workspace);
      if (wire) workspace.canvas.current?.bend(edgeKey(wire));
    },
  },
  {
    id: "wire.straighten",
    group: "Go",
    title: text.straightenWire,
    enabled: (workspace) =>
      straighten(workspace.document.getState().document, chosen(workspace)).commands.length > 0,
    run: (workspace, shell) =>
      doEdit(workspace, shell, straighten(workspace.document.getState().document, chosen(workspace))),
  },
];
