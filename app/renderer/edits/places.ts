// Where does every node stand? Where the file says so, else in a column by how far it is from the sources.

import type { Command } from "../../../engine/document/command.ts";
import { topologicalOrder } from "../../../engine/document/topology.ts";
import { parsePort, type Position, type WorkflowDocument } from "../../../engine/document/types.ts";
import { byId } from "../stores/by-id.ts";
import { isDrawable } from "./drawable.ts";
import { onGrid, USUAL_SIZE, type Size, type Sizes } from "./edit.ts";

const COLUMN = 288;
const ROW = 248;
/** Between a card and what stands around it. */
const CLEAR = 24;

type Places = Readonly<Record<string, Position>>;

/** A position for every node. */
export function placesOf(document: WorkflowDocument): Places {
  const missing = unplaced(document);
  if (missing.size === 0) return document.view.nodes;
  const known = Object.entries(document.view.nodes).filter(([, place]) => isDrawable(place));
  const placed = byId<Position>(Object.fromEntries(known));
  return byId(columns(document, missing, Object.values(placed)), placed);
}

/**
 * Writes down where the nodes stand of which the file does not say it. It goes before whatever places another node: they are
 * laid out around those that have a place, and would jump.
 */
export function keepPlaces(document: WorkflowDocument): readonly Command[] {
  const missing = unplaced(document);
  if (missing.size === 0) return [];
  const places = placesOf(document);
  const to = Object.fromEntries([...missing].map((id) => [id, { x: places[id].x, y: places[id].y }]));
  return [{ do: "move-nodes", to }];
}

/** Nodes without a place, or with one that cannot be drawn. */
function unplaced({ nodes, view }: WorkflowDocument): ReadonlySet<string> {
  const isPlaced = (id: string) => Object.hasOwn(view.nodes, id) && isDrawable(view.nodes[id]);
  return new Set(nodes.map(({ id }) => id).filter((id) => !isPlaced(id)));
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

function columns(
  document: WorkflowDocument,
  missing: ReadonlySet<string>,
  placed: readonly Position[],
): Record<string, Position> {
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
  const left = placed.length > 0 ? Math.min(...placed.map(({ x }) => x)) : 0;
  const top = placed.length > 0 ? Math.max(...placed.map(({ y }) => y)) + ROW : 0;
  const filled = new Map<number, number>();
  const places = byId<Position>();
  for (const { id } of document.nodes) {
    if (!missing.has(id)) continue;
    const column = depth.get(id) ?? 0;
    const row = filled.get(column) ?? 0;
    filled.set(column, row + 1);
    places[id] = { x: left + column * COLUMN, y: top + row * ROW };
  }
  return places;
}
