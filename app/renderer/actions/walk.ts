// Which node is next in a direction? Along the wires to the left and right, by place up and down.

import { parsePort, type Position, type WorkflowDocument } from "../../../engine/document/types.ts";
import { placesOf } from "../edits/places.ts";

export type Direction = "left" | "right" | "up" | "down";

/** From nowhere: the first node of the file. null when there is nothing to go to. */
export function nextNode(
  document: WorkflowDocument,
  from: string | null,
  direction: Direction,
): string | null {
  const places = placesOf(document);
  if (from === null || !places[from]) return document.nodes[0]?.id ?? null;
  const here = places[from];
  const others = document.nodes.map(({ id }) => id).filter((id) => id !== from);
  const wired = neighbours(document, from, direction).filter((id) => places[id]);
  if (wired.length > 0) return nearest(here, wired, places, 1);
  const ahead = others.filter((id) => isAhead(here, places[id], direction));
  const aside = direction === "up" || direction === "down" ? 2 : 0.5;
  return nearest(here, ahead, places, aside);
}

function neighbours({ edges }: WorkflowDocument, id: string, direction: Direction): string[] {
  const [own, other] = direction === "right" ? (["from", "to"] as const) : (["to", "from"] as const);
  if (direction === "up" || direction === "down") return [];
  return edges.filter((edge) => parsePort(edge[own]).node === id).map((edge) => parsePort(edge[other]).node);
}

const AHEAD: Readonly<Record<Direction, (here: Position, there: Position) => boolean>> = {
  left: (here, there) => there.x < here.x,
  right: (here, there) => there.x > here.x,
  up: (here, there) => there.y < here.y,
  down: (here, there) => there.y > here.y,
};

function isAhead(here: Position, there: Position, direction: Direction): boolean {
  return AHEAD[direction](here, there);
}

/** `aside`: how much more a step to the side counts than one ahead. */
function nearest(
  here: Position,
  ids: readonly string[],
  places: Readonly<Record<string, Position>>,
  aside: number,
): string | null {
  const far = (id: string) => Math.hypot((places[id].x - here.x) * aside, places[id].y - here.y);
  return ids.reduce<string | null>((best, id) => (best === null || far(id) < far(best) ? id : best), null);
}
