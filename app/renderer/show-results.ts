// A run that has written or printed something shows it: that is what it was started for.

import type { RunStore } from "./stores/run.ts";
import type { UiStore } from "./stores/ui.ts";

/** Answers how to stop. */
export function showResults(run: RunStore, ui: UiStore): () => void {
  return run.subscribe(({ running, printed, written }, before) => {
    if (running !== null || before.running === null || printed.length + written.length === 0) return;
    ui.setState(({ panels }) => ({ dockTab: "log", panels: { ...panels, dock: true } }));
  });
}
