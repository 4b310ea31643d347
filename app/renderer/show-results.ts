// What a run has written or printed is what it was started for: shown when it ends, and whenever somebody asks for it.

import { topologicalOrder } from "../../engine/document/topology.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import type { RunState } from "./stores/run-state.ts";
import type { RunStore } from "./stores/run.ts";
import { lendTab } from "./stores/lent-tab.ts";
import type { UiStore } from "./stores/ui.ts";
import type { Workspace } from "./workspace.tsx";

/** Answers how to stop. */
export function showResults(run: RunStore, ui: UiStore): () => void {
  return run.subscribe(({ running, printed, written }, before) => {
    if (running !== null || before.running === null || printed.length + written.length === 0) return;
    lendTab(ui, "log");
  });
}

/** Selects the node that the results are of, and shows them: files and tables where there are any, else the rows of that node. */
export function goToResults({ document, run, ui, canvas }: Workspace): void {
  const { document: shown } = document.getState();
  const state = run.getState();
  const node = lastResult(shown, state);
  if (node !== null) {
    ui.setState({ selected: [node], selectedEdges: [], selectedItems: [], port: null });
    canvas.current?.goTo({ node });
  }
  const hasFiles = state.printed.length + state.written.length > 0;
  lendTab(ui, hasFiles ? "log" : "preview");
  ui.setState({ logView: hasFiles ? "results" : null });
}

/** The last node, as the rows flow, that has left something; of a run that has left nothing the last one that ran. */
export function lastResult(
  document: WorkflowDocument,
  { printed, written, nodes }: Pick<RunState, "printed" | "written" | "nodes">,
): string | null {
  const order = topologicalOrder(document);
  const left = new Set([...printed, ...written].map(({ node }) => node));
  return order.findLast((id) => left.has(id)) ?? order.findLast((id) => Object.hasOwn(nodes, id)) ?? null;
}
