// Tidies the graph: the library works in a thread of its own, what it says becomes one step of the history.

import ELK, { type ELK as Elk } from "elkjs/lib/elk-api";
import { perform } from "../edits/edit.ts";
import type { Workspace } from "../workspace.tsx";
import type { CanvasStore } from "./adapter/canvas-store.ts";
import type { CardNode } from "./adapter/elements.ts";
import { layoutGraph, tidied, type Laid } from "./layout-graph.ts";
import { roomOf } from "./sizes.ts";

let elk: Elk | null = null;

/** Of the selection when it has several nodes, else of everything. */
export async function tidy(workspace: Workspace, canvas: CanvasStore): Promise<void> {
  const { document, ui } = workspace;
  const { selected } = ui.getState();
  const cards = canvas.getState().nodes.filter((node): node is CardNode => node.type === "card");
  const laid: Laid = {
    sizes: roomOf(workspace, canvas),
    ports: new Map(cards.map(({ id, data }) => [id, data.ports])),
    only: selected.length > 1 ? selected : [],
  };
  elk ??= new ELK({
    workerFactory: () => new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module" }),
  });
  const answer = await elk.layout(layoutGraph(document.getState().document, laid));
  // The workflow may have been edited meanwhile: what is gone is left out.
  perform(workspace, tidied(document.getState().document, answer, laid));
}
