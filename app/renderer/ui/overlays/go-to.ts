// Shows a node on the canvas and selects it.

import type { Workspace } from "../../workspace.tsx";

export function goTo({ ui, canvas }: Workspace, node: string): void {
  ui.setState({ selected: [node], selectedEdges: [], selectedItems: [] });
  canvas.current?.reveal(node);
  canvas.current?.focus();
}
