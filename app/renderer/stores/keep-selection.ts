// What is selected is there: nodes, wires and notes that an edit or an undo has taken away leave the selection.

import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { DocumentStore } from "./document.ts";
import { edgeKey, type UiState, type UiStore } from "./ui.ts";

export type Selected = Pick<UiState, "selected" | "selectedEdges" | "selectedItems">;

/** Answers how to stop. */
export function keepSelection(document: DocumentStore, ui: UiStore): () => void {
  return document.subscribe((now, before) => {
    if (now.document === before.document) return;
    // Later in this turn: whoever gives a node another id, or adds one, selects it after the edit.
    queueMicrotask(() => {
      const kept = existing(ui.getState(), document.getState().document);
      if (kept) ui.setState(kept);
    });
  });
}

/** The selection without what is gone; null when all of it is there. */
export function existing(
  { selected, selectedEdges, selectedItems }: Selected,
  { nodes, edges, view }: WorkflowDocument,
): Selected | null {
  const items = () => [...(view.notes ?? []), ...(view.frames ?? [])];
  const kept = {
    selected: those(selected, () => nodes.map(({ id }) => id)),
    selectedEdges: those(selectedEdges, () => edges.map(edgeKey)),
    selectedItems: those(selectedItems, () => items().map(({ id }) => id)),
  };
  const isSame =
    kept.selected === selected &&
    kept.selectedEdges === selectedEdges &&
    kept.selectedItems === selectedItems;
  return isSame ? null : kept;
}

/** The same array when nothing has to go. */
function those(chosen: readonly string[], all: () => readonly string[]): readonly string[] {
  if (chosen.length === 0) return chosen;
  const known = new Set(all());
  const kept = chosen.filter((id) => known.has(id));
  return kept.length === chosen.length ? chosen : kept;
}
