// Where does every node stand? Where the file says so, else in a column by how far it is from the sources.

import { topologicalOrder } from "../../../engine/document/topology.ts";
import { parsePort, type Position, type WorkflowDocument } from "../../../engine/document/types.ts";
import { onGrid, USUAL_SIZE, type Size, type Sizes } from "./edit.ts";

const COLUMN = 288;
const ROW = 248;
/** Between a card and what stands around it. */
const CLEAR = 24;

/** A position for every node. */
export function placesOf(document: WorkflowDocument): Readonly<Record<string, Position>> {
  const known = document.view.nodes;
  const missing = document.nodes.filter(({ id }) => !Object.hasOwn(known, id));
  if (missing.length === 0) return known;
  return { ...columns(document, new Set(missing.map(({ id }) => id))), ...known };
}

/** The nearest place below `at`, or there, at which a card of that size lies over no other. */
export function clearPlace(
  document: WorkflowDocument,
  sizes: Sizes,
  at: Position,
  { width, height }: Size,
): Position {
  const beside = Object.entries(placesOf(document))
    .map(([id, place]) => ({ ...place, ...(sizes[id] ?? USUAL_SIZE) }))
    .filter((box) => box.x < at.x + width + CLEAR && box.x + box.width + CLEAR > at.x)
    .sort((a, b) => a.y - b.y);
  let y = at.y;
  for (const box of beside)
    if (box.y < y + height + CLEAR && box.y + box.height + CLEAR > y) y = box.y + box.height + CLEAR;
  return { x: onGrid(at.x), y: onGrid(y) };
}

function columns(document: WorkflowDocument, missing: ReadonlySet<string>): Record<string, Position> {
  const depth = new Map<string, number>();
  const before = new Map<string, string[]>();
  for (const { from, to } of document.edges) {
    const target = parsePort(to).node;
    const sources = before.get(target);
    if (sources) sources.push(parsePort(from).node);
    else before.set(target, [parsePort(from).node]);
  }
  for (const id of topologicalOrder(document))
    depth.set(id, Math.max(-1, ...(before.get(id) ?? []).map((source) => depth.get(source) ?? -1)) + 1);
  // New ones go below what stands there already.
  const placed = Object.values(document.view.nodes);
  const left = placed.length > 0 ? Math.min(...placed.map(({ x }) => x)) : 0;
  const top = placed.length > 0 ? Math.max(...placed.map(({ y }) => y)) + ROW : 0;
  const filled = new Map<number, number>();
  const places: Record<string, Position> = {};
  for (const { id } of document.nodes) {
    if (!missing.has(id)) continue;
    const column = depth.get(id) ?? 0;
    const row = filled.get(column) ?? 0;
    filled.set(column, row + 1);
    places[id] = { x: left + column * COLUMN, y: top + row * ROW };
  }
  return places;
}
