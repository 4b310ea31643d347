// What the cards measure that were drawn at least once, and the room that each of them is going to take.

import type { KindDescription } from "../../bridge/shapes.ts";
import type { Size, Sizes } from "../edits/edit.ts";
import { byId } from "../stores/by-id.ts";
import type { Workspace } from "../workspace.tsx";
import type { CanvasState, CanvasStore } from "./adapter/canvas-store.ts";
import { portsOf } from "./adapter/ports.ts";
import { FOOTER_PX, likelySize } from "./likely-size.ts";

export function sizesOf(canvas: CanvasStore): Sizes {
  const sizes = byId<Size>();
  for (const { id, type, measured } of canvas.getState().nodes) {
    const { width, height } = measured ?? {};
    if (type === "card" && width && height) sizes[id] = { width, height };
  }
  return sizes;
}

/** With the rows of a sample and the figures of a run that are still to come: what is placed now lies over nothing later. */
export function roomOf({ preview, run }: Pick<Workspace, "preview" | "run">, canvas: CanvasStore): Sizes {
  const sampled = preview.getState().on;
  const ran = run.getState().nodes;
  const { nodes, folded }: Pick<CanvasState, "nodes" | "folded"> = canvas.getState();
  const sizes = byId<Size>();
  for (const node of nodes) {
    if (node.type !== "card") continue;
    const { id, data, measured } = node;
    const likely = likelySize(data, { sampled, folded: folded.has(id) });
    const { width = likely.width, height = 0 } = measured ?? {};
    const figures = data.collapsed || ran[id]?.counters ? 0 : FOOTER_PX;
    sizes[id] = { width, height: Math.max(height + figures, likely.height) };
  }
  return sizes;
}

/** Of a node that is about to be added. */
export function roomForNew(kind: KindDescription): Size {
  const ports = portsOf(kind, undefined, { inputs: [], outputs: [] }, false);
  const node = { id: "", kind: kind.kind, version: kind.version, title: kind.title, params: {} };
  return likelySize({ node, kind, ports, collapsed: false }, { sampled: true, folded: false });
}
