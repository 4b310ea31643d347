// What a search has found on the canvas stays marked until somebody selects something else.

import type { UiState, UiStore } from "./ui.ts";

/** How a node is marked; "current": the one that Enter goes to, or has gone to. */
export type FoundMark = "current" | "match";

export function foundMark({ found }: Pick<UiState, "found">, node: string): FoundMark | null {
  if (found === null) return null;
  if (found.current === node) return "current";
  return found.nodes.has(node) ? "match" : null;
}

/** Answers how to stop. */
export function forgetFound(ui: UiStore): () => void {
  return ui.subscribe((now, before) => {
    if (now.found === null || now.found !== before.found) return;
    const isSearched = now.overlay === "find";
    if (!isSearched && now.selected !== before.selected) ui.setState({ found: null });
  });
}
