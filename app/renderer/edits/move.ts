// Nodes, notes and frames moved together, as one step.

import type { Command } from "../../../engine/document/command.ts";
import type { Position, WorkflowDocument } from "../../../engine/document/types.ts";
import { editWords } from "../strings/edits.ts";
import type { Edit, Selection } from "./edit.ts";
import { placesOf } from "./places.ts";

type Places = Readonly<Record<string, Position>>;

/** To new places by id, `items` being notes and frames; what is there already is left out. */
export function moveTo(document: WorkflowDocument, to: { nodes: Places; items?: Places }): Edit {
  const now = placesOf(document);
  const nodes = Object.entries(to.nodes).filter(([id, place]) => now[id] && differs(now[id], place));
  const { items = {} } = to;
  const moved = <T extends Position & { readonly id: string }>(list: readonly T[] = []) =>
    Object.fromEntries(
      list
        .filter((item) => Object.hasOwn(items, item.id) && differs(item, items[item.id]))
        .map((item) => [item.id, { ...item, ...only(items[item.id]) }]),
    );
  const notes = moved(document.view.notes);
  const frames = moved(document.view.frames);
  const count = Object.keys(notes).length + Object.keys(frames).length;
  const move: Command = {
    do: "move-nodes",
    to: Object.fromEntries(nodes.map(([id, place]) => [id, only(place)])),
  };
  return {
    label: editWords.move(nodes.length, count),
    commands: [
      ...(nodes.length > 0 ? [move] : []),
      ...(count > 0 ? [{ do: "set-view", notes, frames } as const] : []),
    ],
  };
}

/** By a distance: the arrow keys. */
export function moveBy(document: WorkflowDocument, { nodes, items }: Selection, by: Position): Edit {
  const places = placesOf(document);
  const { notes = [], frames = [] } = document.view;
  const moved = (all: readonly (readonly [string, Position])[]): Places =>
    Object.fromEntries(all.map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]));
  return moveTo(document, {
    nodes: moved(nodes.filter((id) => Object.hasOwn(places, id)).map((id) => [id, places[id]])),
    items: moved([...notes, ...frames].filter(({ id }) => items.includes(id)).map((item) => [item.id, item])),
  });
}

function differs(a: Position, b: Position): boolean {
  return a.x !== b.x || a.y !== b.y;
}

/** Without what else a record holds: a node that moves says nothing of whether it is collapsed. */
function only({ x, y }: Position): Position {
  return { x, y };
}
