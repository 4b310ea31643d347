// Nodes, notes and frames moved together, as one step.

import type { Command } from "../../../engine/document/command.ts";
import {
  parsePort,
  type Area,
  type Position,
  type WireView,
  type WorkflowDocument,
} from "../../../engine/document/types.ts";
import { editWords } from "../strings/edits.ts";
import { movedPoints } from "./bend.ts";
import { drawable } from "./drawable.ts";
import type { Edit, Selection } from "./edit.ts";
import { withContents } from "./frame.ts";
import { keepPlaces, placesOf } from "./places.ts";

type Places = Readonly<Record<string, Position>>;

/** To new places by id, `items` being notes and frames; what is there already is left out. */
export function moveTo(document: WorkflowDocument, to: { nodes: Places; items?: Places }): Edit {
  const now = placesOf(document);
  const nodes = Object.entries(to.nodes).filter(([id, place]) => now[id] && differs(now[id], place));
  const { items = {} } = to;
  const { notes: allNotes = [], frames: allFrames = [] } = document.view;
  const moved = <T extends Area & { readonly id: string }>(list: readonly T[]) =>
    Object.fromEntries(
      list
        .map(drawable)
        .filter((item) => Object.hasOwn(items, item.id) && differs(item, items[item.id]))
        .map((item) => [item.id, { ...item, ...only(items[item.id]) }]),
    );
  const notes = moved(allNotes);
  const frames = moved(allFrames);
  const count = Object.keys(notes).length + Object.keys(frames).length;
  const wires = movedWires(document, now, to.nodes);
  const move: Command = {
    do: "move-nodes",
    to: Object.fromEntries(nodes.map(([id, place]) => [id, only(place)])),
  };
  return {
    label: editWords.move(nodes.length, count),
    commands: [
      ...(nodes.length > 0 ? [...keepPlaces(document), move] : []),
      ...(count + wires.length > 0 ? [{ do: "set-view", notes, frames, wires } as const] : []),
    ],
  };
}

/** By a distance: the arrow keys. What lies in a frame goes with it. */
export function moveBy(document: WorkflowDocument, chosen: Selection, by: Position): Edit {
  const { nodes, items } = withContents(document, chosen);
  const places = placesOf(document);
  const { notes = [], frames = [] } = document.view;
  const moved = (all: readonly (readonly [string, Position])[]): Places =>
    Object.fromEntries(all.map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]));
  return moveTo(document, {
    nodes: moved(nodes.filter((id) => Object.hasOwn(places, id)).map((id) => [id, places[id]])),
    items: moved(
      [...notes, ...frames].filter(({ id }) => items.includes(id)).map((item) => [item.id, drawable(item)]),
    ),
  });
}

/** Points of wires between nodes that move by the same distance go with them. */
function movedWires({ view }: WorkflowDocument, now: Places, to: Places): readonly WireView[] {
  const distance = (port: string): Position | null => {
    const { node } = parsePort(port);
    if (!Object.hasOwn(to, node) || !Object.hasOwn(now, node)) return null;
    return { x: to[node].x - now[node].x, y: to[node].y - now[node].y };
  };
  return (view.wires ?? []).flatMap((wire) => {
    const by = distance(wire.from);
    const other = distance(wire.to);
    if (!by || !other || differs(by, other) || (by.x === 0 && by.y === 0)) return [];
    return [{ ...wire, points: movedPoints(wire.points, by) }];
  });
}

function differs(a: Position, b: Position): boolean {
  return a.x !== b.x || a.y !== b.y;
}

/** Without what else a record holds: a node that moves says nothing of whether it is collapsed. */
function only({ x, y }: Position): Position {
  return { x, y };
}
