// What the cards measure that were drawn at least once, and the room that each of them is going to take.

import type { KindDescription } from "../../bridge/shapes.ts";
import type { Size, Sizes } from "../edits/edit.ts";
import type { Workspace } from "../workspace.tsx";
import type { CanvasState, CanvasStore } from "./adapter/canvas-store.ts";
import type { CardNode } from "./adapter/elements.ts";
import { portsOf } from "./adapter/ports.ts";
import { FOOTER_PX, likelySize } from "./likely-size.ts";

export function sizesOf(canvas: CanvasStore): Sizes {
  return Object.fromEntries(
    canvas.getState().nodes.flatMap(({ id, type, measured }) => {
      const { width, height } = measured ?? {};
      return type === "card" && width && height ? [[id, { width, height }]] : [];
    }),
  );
}

/** With the rows of a sample and the figures of a run that are still to come: what is placed now lies over nothing later. */
export function roomOf({ preview, run }: Pick<Workspace, "preview" | "run">, canvas: CanvasStore): Sizes {
  const sampled = preview.getState().on;
  const ran = run.getState().nodes;
  const { nodes, folded }: Pick<CanvasState, "nodes" | "folded"> = canvas.getState();
  return Object.fromEntries(
    nodes
      .filter((node): node is CardNode => node.type === "card")
      .map(({ id, data, measured }): [string, Size] => {
        const likely = likelySize(data, { sampled, folded: folded.has(id) });
        const { width = likely.width, height = 0 } = measured ?? {};
        const figures = data.collapsed || ran[id]?.counters ? 0 : FOOTER_PX;
        return [id, { width, height: Math.max(height + figures, likely.height) }];
      }),
  );
}

/** Of a node that is about to be added. */
export function roomForNew(kind: KindDescription): Size {
  const ports = portsOf(kind, undefined, { inputs: [], outputs: [] }, false);
  const node = { id: "", kind: kind.kind, version: kind.version, title: kind.title, params: {} };
  return likelySize({ node, kind, ports, collapsed: false }, { sampled: true, folded: false });
}
