// Which part of the graph is looked at first: where it was looked at last, all of it, or of a large one its beginning.

import { getViewportForBounds, type Viewport } from "@xyflow/react";
import type { Area } from "../../../engine/document/types.ts";
import { USUAL_SIZE } from "../edits/edit.ts";
import type { FlowNode } from "./adapter/elements.ts";
import { keptViewport } from "./viewports.ts";

export const LEAST_ZOOM = 0.1;
export const MOST_ZOOM = 2.5;
/** Smaller than this nothing on a card can be read: better the beginning of the graph than all of it. */
export const LEAST_READABLE = 0.6;
/** Of more nodes than this no zoom shows what there is: the beginning is shown as large as it is meant to be read. */
const MANY = 150;
const PADDING = 0.1;
/** Of what does not fit: room before its beginning, in pixels. */
const MARGIN = 40;

interface Extent {
  readonly width: number;
  readonly height: number;
}

export function openingViewport(path: string | null, nodes: readonly FlowNode[], extent: Extent): Viewport {
  const kept = keptViewport(path);
  if (kept && showsSome(kept, nodes, extent)) return kept;
  const whole = viewportFor(nodes, extent, 1);
  if (!whole) return { x: 0, y: 0, zoom: 1 };
  if (whole.zoom >= LEAST_READABLE) return whole;
  return beginning(nodes, extent, nodes.length > MANY ? 1 : LEAST_READABLE);
}

/** Where the graph begins, at its left; what begins there stands in the middle of the height where it fits. */
function beginning(nodes: readonly FlowNode[], extent: Extent, zoom: number): Viewport {
  const boxes = nodes.map(boxOf);
  const left = Math.min(...boxes.map(({ x }) => x));
  const first = boxes.filter(({ x }) => x < left + USUAL_SIZE.width);
  const top = Math.min(...first.map(({ y }) => y));
  const bottom = Math.max(...first.map(({ y, height }) => y + height));
  const fits = (bottom - top) * zoom < extent.height;
  const y = fits ? (extent.height - (bottom + top) * zoom) / 2 : MARGIN - top * zoom;
  return { x: MARGIN - left * zoom, y, zoom };
}

/** Nodes may have been moved away since, by another program or another window. */
function showsSome({ x, y, zoom }: Viewport, nodes: readonly FlowNode[], { width, height }: Extent): boolean {
  if (nodes.length === 0) return true;
  return nodes
    .map(boxOf)
    .some(
      (box) =>
        (box.x + box.width) * zoom + x > MARGIN &&
        box.x * zoom + x < width - MARGIN &&
        (box.y + box.height) * zoom + y > MARGIN &&
        box.y * zoom + y < height - MARGIN,
    );
}

/** All of the nodes, those that were never drawn too; null when there are none. */
export function viewportFor(
  nodes: readonly FlowNode[],
  { width, height }: Extent,
  closest: number,
): Viewport | null {
  if (nodes.length === 0) return null;
  const boxes = nodes.map(boxOf);
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const bounds = {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
  const viewport = getViewportForBounds(bounds, width, height, LEAST_ZOOM, closest, PADDING);
  const isEmpty = !showsSome(viewport, nodes, { width, height });
  // Nodes so far apart that the middle between them is empty.
  return isEmpty && viewport.zoom === LEAST_ZOOM ? beginning(nodes, { width, height }, LEAST_ZOOM) : viewport;
}

/** At which a thing is read as it is meant to be; a frame is seen as a whole, as long as what lies in it can be read. */
export function readableZoom({ width, height }: Area, extent: Extent): number {
  const room = 1 - 2 * PADDING;
  const whole = Math.min((extent.width * room) / width, (extent.height * room) / height);
  return Math.min(1, Math.max(LEAST_READABLE, whole));
}

/** In a corner at the lower right, from there to the edges, in pixels: what lies behind it is not seen. */
export interface Corner {
  readonly left: number;
  readonly top: number;
}

/** As `viewportFor`; what would lie behind the corner is kept out of it, beside it or above it, whichever is larger. */
export function viewportBeside(
  nodes: readonly FlowNode[],
  // Taken apart, as a rectangle of the page has nothing that can be copied.
  { width, height }: Extent,
  closest: number,
  corner: Corner | null,
): Viewport | null {
  const whole = viewportFor(nodes, { width, height }, closest);
  if (!whole || !corner) return whole;
  const isCovered = nodes.map(boxOf).some((box) => {
    const right = (box.x + box.width) * whole.zoom + whole.x;
    const bottom = (box.y + box.height) * whole.zoom + whole.y;
    return right > corner.left && bottom > corner.top;
  });
  if (!isCovered) return whole;
  const beside = viewportFor(nodes, { width: corner.left, height }, closest);
  const above = viewportFor(nodes, { width, height: corner.top }, closest);
  return beside && above && beside.zoom > above.zoom ? beside : above;
}

export function boxOf({ position, measured, width, height, initialWidth, initialHeight }: FlowNode): Area {
  return {
    ...position,
    width: measured?.width ?? width ?? initialWidth ?? USUAL_SIZE.width,
    height: measured?.height ?? height ?? initialHeight ?? USUAL_SIZE.height,
  };
}
