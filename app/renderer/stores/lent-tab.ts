// Whose is the open tab of the dock? A run's end opens the log by itself: that is lent, and whoever selects a node gets the node's tab
// back. A tab that a person has chosen stays, whatever is selected.

import type { DockTab, UiStore } from "./ui.ts";

/** Those about the node that is selected; the others are about the run, or the whole workflow. */
const OF_NODE: ReadonlySet<DockTab> = new Set(["preview", "columns", "model"]);

/** Opens a tab without having been asked for it. */
export function lendTab(ui: UiStore, tab: DockTab): void {
  ui.setState(({ dockTab, tabBefore, panels }) => ({
    dockTab: tab,
    tabBefore: dockTab === tab ? tabBefore : OF_NODE.has(dockTab) ? dockTab : (tabBefore ?? "preview"),
    focusMode: false,
    panels: { ...panels, dock: true },
  }));
}

/** A node was pointed at: its data is what one wants to see. */
export function giveTabBack(ui: UiStore): void {
  const { tabBefore, pinned } = ui.getState();
  // The dock stays with another node.
  if (tabBefore !== null && pinned === null) ui.setState({ dockTab: tabBefore, tabBefore: null });
}

/** Answers how to stop. */
export function followSelection(ui: UiStore): () => void {
  return ui.subscribe((now, before) => {
    if (now.tabBefore === null || now.tabBefore !== before.tabBefore) return;
    if (now.dockTab !== before.dockTab) return ui.setState({ tabBefore: null });
    const chosen = now.selected.at(-1);
    if (chosen !== undefined && chosen !== before.selected.at(-1)) giveTabBack(ui);
  });
}
