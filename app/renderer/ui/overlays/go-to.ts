// Shows a node, a note or a frame on the canvas and selects it.

import type { Workspace } from "../../workspace.tsx";

export function goTo({ ui, canvas }: Workspace, node: string): void {
  ui.setState({ selected: [node], selectedEdges: [], selectedItems: [] });
  canvas.current?.goTo({ node });
  canvas.current?.focus();
}

export function goToItem({ ui, canvas }: Workspace, item: string): void {
  ui.setState({ selected: [], selectedEdges: [], selectedItems: [item] });
  canvas.current?.goTo({ item });
  canvas.current?.focus();
}
