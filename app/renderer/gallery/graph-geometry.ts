// A workflow as boxes and lines, small enough for a card. Read from the file's text alone.

import { readWorkflow } from "../../../engine/document/read.ts";
import { parsePort } from "../../../engine/document/types.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { placesOf } from "../edits/places.ts";

export interface GraphBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** null for a kind that the catalog does not know. */
  readonly category: KindDescription["category"] | null;
}

export interface GraphGeometry {
  readonly boxes: readonly GraphBox[];
  /** Paths of SVG. */
  readonly wires: readonly string[];
  readonly viewBox: string;
  readonly nodes: number;
}

export const BOX = { width: 104, height: 88 } as const;
const MARGIN = 24;
/** A card is small: workflows, which are wide, are drawn closer together than they stand. */
const CLOSER = 0.5;

/** null when the text is no workflow, or an empty one. */
export function graphGeometry(
  text: string,
  kinds: ReadonlyMap<string, KindDescription>,
): GraphGeometry | null {
  const { document } = readWorkflow(text);
  if (!document || document.nodes.length === 0) return null;
  const stands = placesOf(document);
  const places = Object.fromEntries(
    document.nodes.map(({ id }) => [id, { x: stands[id].x * CLOSER, y: stands[id].y }]),
  );
  const boxes = document.nodes.map(({ id, kind }) => ({
    id,
    x: places[id].x,
    y: places[id].y,
    category: kinds.get(kind)?.category ?? null,
  }));
  const wires = document.edges.flatMap((edge) => {
    const from = places[parsePort(edge.from).node];
    const to = places[parsePort(edge.to).node];
    if (!from || !to) return [];
    const start = { x: from.x + BOX.width, y: from.y + BOX.height / 2 };
    const end = { x: to.x, y: to.y + BOX.height / 2 };
    const bend = Math.max(24, Math.abs(end.x - start.x) / 2);
    return [`M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`];
  });
  const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
  const right = Math.max(...boxes.map(({ x }) => x + BOX.width)) + MARGIN;
  const bottom = Math.max(...boxes.map(({ y }) => y + BOX.height)) + MARGIN;
  return {
    boxes,
    wires,
    viewBox: `${left} ${top} ${right - left} ${bottom - top}`,
    nodes: boxes.length,
  };
}
