// A piece of a workflow put into another: fresh ids, the wires inside it, and on request those that came from outside.

import type { Command } from "../../../engine/document/command.ts";
import { freshName, idsInUse } from "../../../engine/document/slug.ts";
import { parsePort, type Position, type WorkflowDocument } from "../../../engine/document/types.ts";
import { editWords } from "../strings/edits.ts";
import { movedPoints } from "./bend.ts";
import { pieceOf, readPiece } from "./copy.ts";
import { drawable } from "./drawable.ts";
import { onGrid, USUAL_SIZE, type Edit, type Selection } from "./edit.ts";
import { keepPlaces, placesOf } from "./places.ts";

export interface PasteOptions {
  /** The middle of what is pasted. */
  readonly at: Position;
  /** Wires from nodes outside the piece are drawn again, where those nodes are there. */
  readonly keepInputs?: boolean;
}

/** null when the text is no piece of a workflow. */
export function paste(
  document: WorkflowDocument,
  text: string,
  { at, keepInputs = false }: PasteOptions,
): Edit | null {
  const piece = readPiece(text);
  if (!piece) return null;
  const box = boxOf(piece);
  const offset = {
    x: onGrid(at.x - (box.left + box.right) / 2),
    y: onGrid(at.y - (box.top + box.bottom) / 2),
  };
  return put(document, piece, offset, keepInputs, editWords.paste);
}

/** Beside the original unless `offset` says where. */
export function duplicate(
  document: WorkflowDocument,
  selection: Selection,
  { keepInputs = false, offset = { x: 32, y: 32 } }: { keepInputs?: boolean; offset?: Position } = {},
): Edit {
  return put(document, pieceOf(document, selection), offset, keepInputs, editWords.duplicate);
}

function put(
  document: WorkflowDocument,
  piece: WorkflowDocument,
  offset: Position,
  keepInputs: boolean,
  label: (nodes: number, items: number) => string,
): Edit {
  const { wires: bent = [] } = piece.view;
  const notes = (piece.view.notes ?? []).map(drawable);
  const frames = (piece.view.frames ?? []).map(drawable);
  const places = placesOf(piece);
  const ids = freshIds(
    piece.nodes.map(({ id }) => id),
    idsInUse(document),
  );
  const items = freshIds(
    [...notes, ...frames].map(({ id }) => id),
    new Set([...(document.view.notes ?? []), ...(document.view.frames ?? [])].map(({ id }) => id)),
  );
  const moved = ({ x, y }: Position) => ({ x: x + offset.x, y: y + offset.y });
  const here = new Set(document.nodes.map(({ id }) => id));
  const adds = piece.nodes.map((node): Command => ({
    do: "add-node",
    node: { ...node, id: ids.get(node.id)! },
    at: moved(places[node.id]),
  }));
  const wires = piece.edges.flatMap(({ from, to }): Command[] => {
    const source = parsePort(from);
    const target = parsePort(to);
    const inside = ids.get(source.node);
    const node = inside ?? (keepInputs && here.has(source.node) ? source.node : null);
    const end = ids.get(target.node);
    if (node === null || end === undefined || source.port === "" || target.port === "") return [];
    return [{ do: "connect", edge: { from: `${node}.${source.port}`, to: `${end}.${target.port}` } }];
  });
  const bends = bent.flatMap(({ from, to, points }) => {
    const ends = [parsePort(from), parsePort(to)];
    const [start, end] = ends.map(({ node, port }) => ids.has(node) && `${ids.get(node)}.${port}`);
    const isThere = wires.some(
      (wire) => wire.do === "connect" && wire.edge.from === start && wire.edge.to === end,
    );
    return start && end && isThere ? [{ from: start, to: end, points: movedPoints(points, offset) }] : [];
  });
  const collapsed = piece.nodes.filter(({ id }) => piece.view.nodes[id]?.collapsed);
  const view: Command = {
    do: "set-view",
    notes: placed(notes, items, moved),
    frames: placed(frames, items, moved),
    wires: bends,
    collapsed: Object.fromEntries(collapsed.map(({ id }) => [ids.get(id)!, true])),
  };
  const needsView = items.size + collapsed.length + bends.length > 0;
  return {
    label: label(adds.length, items.size),
    commands: [
      ...(adds.length > 0 ? keepPlaces(document) : []),
      ...adds,
      ...wires,
      ...(needsView ? [view] : []),
    ],
    select: { nodes: [...ids.values()], items: [...items.values()] },
  };
}

function placed<T extends Position & { readonly id: string }>(
  list: readonly T[],
  ids: ReadonlyMap<string, string>,
  moved: (position: Position) => Position,
): Record<string, T> {
  return Object.fromEntries(
    list.map((item) => [ids.get(item.id)!, { ...item, id: ids.get(item.id)!, ...moved(item) }]),
  );
}

/** An id that is free stays: what is pasted into another workflow keeps its names. */
function freshIds(ids: readonly string[], taken: Set<string>): Map<string, string> {
  const fresh = new Map<string, string>();
  for (const id of ids) {
    if (fresh.has(id)) continue;
    const name = taken.has(id) ? freshName(id.replace(/-\d+$/, ""), taken) : id;
    taken.add(name);
    fresh.set(id, name);
  }
  return fresh;
}

function boxOf(piece: WorkflowDocument): { left: number; right: number; top: number; bottom: number } {
  const { notes = [], frames = [] } = piece.view;
  const items = [...notes, ...frames].map(drawable);
  const cards = Object.values(placesOf(piece)).map((position) => ({ ...USUAL_SIZE, ...position }));
  const areas = [...cards, ...items];
  return {
    left: Math.min(...areas.map(({ x }) => x)),
    right: Math.max(...areas.map(({ x, width }) => x + width)),
    top: Math.min(...areas.map(({ y }) => y)),
    bottom: Math.max(...areas.map(({ y, height }) => y + height)),
  };
}
