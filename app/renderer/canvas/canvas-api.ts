// What actions may ask of the canvas, while it is mounted.

import type { ReactFlowInstance } from "@xyflow/react";
import type { Position } from "../../../engine/document/types.ts";
import type { CanvasApi, Workspace } from "../workspace.tsx";
import type { CanvasStore } from "./adapter/canvas-store.ts";
import { itemOf, type FlowNode, type WireEdge } from "./adapter/elements.ts";
import { boxOf, viewportBeside, type Corner } from "./opening.ts";
import { tidy } from "./layout.ts";
import { pictureOf } from "./picture.ts";
import { rasterize } from "./rasterize.ts";
import { sizesOf } from "./sizes.ts";

/** Close enough: a single node that fills the window can be read no better. */
const CLOSEST_FIT = 1.25;
const GLIDE_MS = 150;
/** Room around what is brought into view, in pixels. */
const REVEAL_MARGIN = 48;

export function canvasApi(
  workspace: Workspace,
  canvas: CanvasStore,
  flow: ReactFlowInstance<FlowNode, WireEdge>,
  root: HTMLElement,
  /** Of the window, while it is over the canvas. */
  pointer: () => Position | null,
): CanvasApi {
  const duration = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : GLIDE_MS;
  const middle = (): Position => {
    const { left, top, width, height } = root.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };
  const fit = (ids?: readonly string[]) => {
    const { nodes } = canvas.getState();
    const chosen = ids && ids.length > 0 ? nodes.filter(({ id }) => ids.includes(id)) : nodes;
    const viewport = viewportBeside(chosen, root.getBoundingClientRect(), CLOSEST_FIT, cornerOf(root));
    if (viewport) void flow.setViewport(viewport, { duration });
  };
  const reveal = (shown: FlowNode | undefined) => {
    if (!shown) return;
    const { x, y, width, height } = boxOf(shown);
    const near = flow.flowToScreenPosition({ x, y });
    const far = flow.flowToScreenPosition({ x: x + width, y: y + height });
    const { left, top, right, bottom } = root.getBoundingClientRect();
    const isSeen =
      near.x >= left + REVEAL_MARGIN &&
      near.y >= top + REVEAL_MARGIN &&
      far.x <= right - REVEAL_MARGIN &&
      far.y <= bottom - REVEAL_MARGIN;
    if (!isSeen) void flow.setCenter(x + width / 2, y + height / 2, { zoom: flow.getZoom(), duration });
  };
  const zoomTo = (zoom: number) => void flow.zoomTo(zoom, { duration });
  return {
    fit,
    zoomBy: (factor) => zoomTo(flow.getZoom() * factor),
    zoomTo,
    pointer: () => flow.screenToFlowPosition(pointer() ?? middle()),
    reveal: (id) => reveal(canvas.getState().nodes.find((node) => node.id === id)),
    revealItem: (item) => reveal(canvas.getState().nodes.find(({ id }) => itemOf(id) === item)),
    async picture(form) {
      const { nodes, edges } = canvas.getState();
      const style = getComputedStyle(root);
      const picture = pictureOf(nodes, edges, (token) => style.getPropertyValue(token).trim());
      return form === "png" ? rasterize(picture) : new Blob([picture.svg], { type: "image/svg+xml" });
    },
    async layout() {
      await tidy(workspace, canvas);
      // Once it is drawn.
      requestAnimationFrame(() => fit());
    },
    sizes: () => sizesOf(canvas),
    focus: () => root.focus({ preventScroll: true }),
  };
}

/** The overview and the buttons under it. */
function cornerOf(root: HTMLElement): Corner | null {
  const parts = [...root.querySelectorAll(".mr-minimap, .mr-controls")].map((part) =>
    part.getBoundingClientRect(),
  );
  if (parts.length === 0) return null;
  const { left, top } = root.getBoundingClientRect();
  return {
    left: Math.min(...parts.map((part) => part.left)) - left,
    top: Math.min(...parts.map((part) => part.top)) - top,
  };
}
