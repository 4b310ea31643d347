// Tidies the graph: the library works in a thread of its own, what it says becomes one step of the history.

import ELK, { type ELK as Elk } from "elkjs/lib/elk-api";
import { perform, USUAL_SIZE, type Sizes } from "../edits/edit.ts";
import type { Workspace } from "../workspace.tsx";
import type { CanvasStore } from "./adapter/canvas-store.ts";
import type { CardNode } from "./adapter/elements.ts";
import { layoutGraph, tidied, type Laid } from "./layout-graph.ts";
import { sizesOf } from "./sizes.ts";

/** A card with two params, its first rows and its figures. */
const WITH_ROWS_PX = 200;

let elk: Elk | null = null;

/** Of the selection when it has several nodes, else of everything. */
export async function tidy(workspace: Workspace, canvas: CanvasStore): Promise<void> {
  const { document, ui, preview } = workspace;
  const { selected } = ui.getState();
  const cards = canvas.getState().nodes.filter((node): node is CardNode => node.type === "card");
  const laid: Laid = {
    sizes: preview.getState().on ? withRows(sizesOf(canvas), cards) : sizesOf(canvas),
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

/** A card whose sample is still to come grows by its first rows: nothing is to lie under it then. */
function withRows(sizes: Sizes, cards: readonly CardNode[]): Sizes {
  return Object.fromEntries(
    cards.map(({ id, data }) => {
      const size = sizes[id] ?? USUAL_SIZE;
      return [id, data.collapsed ? size : { ...size, height: Math.max(size.height, WITH_ROWS_PX) }];
    }),
  );
}
