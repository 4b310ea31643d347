// What actions may ask of the canvas, while it is mounted.

import type { ReactFlowInstance } from "@xyflow/react";
import type { Area, Position } from "../../../engine/document/types.ts";
import type { CanvasApi, Workspace } from "../workspace.tsx";
import type { CanvasState, CanvasStore, Menu } from "./adapter/canvas-store.ts";
import { curveOf } from "./adapter/curves.ts";
import { itemOf, type FlowNode, type WireEdge } from "./adapter/elements.ts";
import { middleOf } from "./adapter/geometry.ts";
import { bendAt } from "./gestures/bending.ts";
import { boxOf, LEAST_READABLE, readableZoom, viewportBeside, type Corner } from "./opening.ts";
import { pushInto } from "./push-into.ts";
import { tidy } from "./layout.ts";
import { drawPicture } from "./picture/draw.tsx";
import { rasterize } from "./picture/rasterize.ts";
import { roomForNew, roomOf, sizesOf } from "./sizes.ts";

/** Close enough: a single node that fills the window can be read no better. */
const CLOSEST_FIT = 1.25;
const GLIDE_MS = 150;
/** What is proposed below the last card: a line, and three or four of choices. */
const NEXT_STEPS_PX = 150;

interface Reveal {
  readonly leastZoom?: number;
  readonly tall?: Area | null;
}

/** Where a node or an item is; of a wire its middle, without any size. null when it is not there. */
function boxOfThing({ nodes, edges }: Pick<CanvasState, "nodes" | "edges">, id: string): Area | null {
  const thing = nodes.find((node) => node.id === id);
  if (thing) return { ...boxOf(thing) };
  const wire = edges.find((edge) => edge.id === id);
  const curve = wire && curveOf(nodes, wire);
  return curve ? { ...middleOf(curve), width: 0, height: 0 } : null;
}

/** Whose menu is meant: the node's, else the item's, else the wire's, else that of the canvas. */
function menuOf(
  node: string | undefined,
  item: FlowNode | undefined,
  wire: string | undefined,
): { readonly on: Menu["on"]; readonly id: string | null; readonly shown: string } {
  if (node !== undefined) return { on: "node", id: node, shown: node };
  if (item && item.type !== "card") return { on: item.type, id: itemOf(item.id), shown: item.id };
  if (wire !== undefined) return { on: "wire", id: wire, shown: wire };
  return { on: "canvas", id: null, shown: "" };
}

export function canvasApi(
  workspace: Workspace,
  canvas: CanvasStore,
  flow: ReactFlowInstance<FlowNode, WireEdge>,
  root: HTMLElement,
  /** Of the window, while it is over the canvas. */
  pointer: () => Position | null,
): CanvasApi {
  // Asked each time: the setting of the system can change while the window is open.
  const glide = () => ({
    duration: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : GLIDE_MS,
  });
  const middle = (): Position => {
    const { left, top, width, height } = root.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };
  const fit = (ids?: readonly string[]) => {
    const { nodes } = canvas.getState();
    const wanted = new Set(ids);
    const chosen = wanted.size > 0 ? nodes.filter(({ id }) => wanted.has(id)) : nodes;
    const viewport = viewportBeside(chosen, root.getBoundingClientRect(), CLOSEST_FIT, cornerOf(root));
    if (viewport) void flow.setViewport(viewport, glide());
  };
  const center = ({ x, y, width, height }: Area, zoom: number) =>
    void flow.setCenter(x + width / 2, y + height / 2, { zoom, ...glide() });
  /** `tall`: with what comes below it, as far as there is room for that. */
  const reveal = (box: Area | null, { leastZoom = 0, tall = box }: Reveal = {}) => {
    if (!box || !tall) return;
    const { left, top, width, height } = root.getBoundingClientRect();
    const near = flow.flowToScreenPosition(box);
    const zoom = flow.getZoom();
    if (zoom < leastZoom) return center(box, readableZoom(box, { width, height }));
    const into = (wanted: Area) => {
      const size = { width: wanted.width * zoom, height: wanted.height * zoom };
      return pushInto({ x: near.x - left, y: near.y - top, ...size }, { width, height }, cornerOf(root));
    };
    const by = into(tall) ?? into(box);
    const { x, y } = flow.getViewport();
    if (by) void flow.setViewport({ x: x + by.x, y: y + by.y, zoom }, glide());
    else center(tall.height * zoom < height ? tall : box, zoom);
  };
  /** With the rows that are still to come and, of the last node, what is proposed below it. */
  const tallOf = (id: string, box: Area): Area => {
    const room = roomOf(workspace, canvas)[id];
    const { edges } = workspace.document.getState().document;
    const isLast = room !== undefined && edges.every(({ from }) => !from.startsWith(`${id}.`));
    return isLast ? { ...box, height: room.height + NEXT_STEPS_PX } : box;
  };
  const revealThing = (id: string) => {
    const box = boxOfThing(canvas.getState(), id);
    reveal(box, { tall: box && tallOf(id, box) });
  };
  const zoomTo = (zoom: number) => void flow.zoomTo(zoom, glide());
  return {
    fit,
    zoomBy: (factor) => zoomTo(flow.getZoom() * factor),
    zoomTo,
    pointer: () => flow.screenToFlowPosition(pointer() ?? middle()),
    panBy({ x, y }) {
      const viewport = flow.getViewport();
      void flow.setViewport({ ...viewport, x: viewport.x + x, y: viewport.y + y });
    },
    reveal: revealThing,
    goTo(thing) {
      const isIt = ({ id }: FlowNode) => ("node" in thing ? id === thing.node : itemOf(id) === thing.item);
      const shown = canvas.getState().nodes.find(isIt);
      if (!shown) return;
      const box = boxOf(shown);
      reveal(box, { leastZoom: LEAST_READABLE, tall: tallOf(shown.id, box) });
    },
    bend(wire) {
      const box = boxOfThing(canvas.getState(), wire);
      if (box) bendAt(workspace, canvas, wire, box);
    },
    openMenu() {
      const { selected, selectedItems, selectedEdges } = workspace.ui.getState();
      const { nodes } = canvas.getState();
      const item = nodes.find(({ id }) => itemOf(id) === selectedItems.at(-1));
      const place = menuOf(selected.at(-1), item, selectedEdges.at(-1));
      const box = place.id === null ? null : boxOfThing(canvas.getState(), place.shown);
      const { x, y } = box ? flow.flowToScreenPosition(box) : middle();
      canvas.setState({ menu: { on: place.on, id: place.id, x, y } });
    },
    async picture(form) {
      const picture = drawPicture(workspace, canvas, root);
      return form === "png" ? rasterize(picture) : new Blob([picture.svg], { type: "image/svg+xml" });
    },
    async layout() {
      await tidy(workspace, canvas);
      // Once it is drawn.
      requestAnimationFrame(() => fit());
    },
    sizes: () => sizesOf(canvas),
    room: () => roomOf(workspace, canvas),
    roomFor: roomForNew,
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
