// A run that has printed something shows it: nobody runs a workflow that prints without wanting to read that.

import type { RunStore } from "./stores/run.ts";
import type { UiStore } from "./stores/ui.ts";

/** Answers how to stop. */
export function showPrinted(run: RunStore, ui: UiStore): () => void {
  return run.subscribe(({ running, printed }, before) => {
    if (running !== null || before.running === null || printed.length === 0) return;
    ui.setState(({ panels }) => ({ dockTab: "log", panels: { ...panels, dock: true } }));
  });
}
