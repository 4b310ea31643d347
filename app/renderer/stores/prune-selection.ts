// What is gone from the workflow (deleted, or taken back by undo) is no longer selected.

import type { DocumentStore } from "./document.ts";
import { edgeKey, type UiStore } from "./ui.ts";

/** Follows the document; answers how to stop. */
export function pruneSelection(document: DocumentStore, ui: UiStore): () => void {
  return document.subscribe((now, before) => {
    if (now.document === before.document) return;
    const { selected, selectedEdges, selectedItems } = ui.getState();
    if (selected.length + selectedEdges.length + selectedItems.length === 0) return;
    const { nodes, edges, view } = now.document;
    const ids = new Set(nodes.map(({ id }) => id));
    const wires = new Set(edges.map(edgeKey));
    const items = new Set([...(view.notes ?? []), ...(view.frames ?? [])].map(({ id }) => id));
    const kept = {
      selected: selected.filter((id) => ids.has(id)),
      selectedEdges: selectedEdges.filter((key) => wires.has(key)),
      selectedItems: selectedItems.filter((id) => items.has(id)),
    };
    const shorter =
      kept.selected.length < selected.length ||
      kept.selectedEdges.length < selectedEdges.length ||
      kept.selectedItems.length < selectedItems.length;
    if (shorter) ui.setState(kept);
  });
}
