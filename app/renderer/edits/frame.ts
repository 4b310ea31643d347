// Frames and notes: what stands on the canvas besides nodes.

import { freshName } from "../../../engine/document/slug.ts";
import type { Area, FrameArea, Note, Position, WorkflowDocument } from "../../../engine/document/types.ts";
import { editWords } from "../strings/edits.ts";
import { drawable } from "./drawable.ts";
import { onGrid, USUAL_SIZE, type Edit, type Selection, type Sizes } from "./edit.ts";
import { placesOf } from "./places.ts";

/** Names of the colours a frame can have; canvas/frame.css says what they look like. */
export const FRAME_COLORS = ["gray", "teal", "blue", "violet", "amber", "green", "red"] as const;

const PADDING = 24;
/** Room for the title. */
const HEAD = 40;
const EMPTY: Omit<Area, "x" | "y"> = { width: 480, height: 280 };
const NOTE: Omit<Area, "x" | "y"> = { width: 240, height: 144 };

/** A frame around nodes, or an empty one at `at` when there are none. */
export function frameAround(
  document: WorkflowDocument,
  nodes: readonly string[],
  { sizes = {}, at = { x: 0, y: 0 } }: { readonly sizes?: Sizes; readonly at?: Position } = {},
): Edit {
  const places = placesOf(document);
  const boxes = nodes
    .filter((id) => Object.hasOwn(places, id))
    .map((id) => ({ ...USUAL_SIZE, ...sizes[id], x: places[id].x, y: places[id].y }));
  const id = freshItem(document, "frame");
  const area =
    boxes.length === 0
      ? { ...EMPTY, x: onGrid(at.x - EMPTY.width / 2), y: onGrid(at.y - EMPTY.height / 2) }
      : around(boxes);
  const frame: FrameArea = { id, ...area, title: editWords.newFrameTitle, color: FRAME_COLORS[0] };
  return {
    label: editWords.frame(boxes.length),
    commands: [{ do: "set-view", frames: { [id]: frame } }],
    select: { nodes: [], items: [id] },
  };
}

/** Takes frames away and leaves what lies in them: those that are named, or those that hold all of the nodes. */
export function unframe(
  document: WorkflowDocument,
  { items, nodes }: { readonly items: readonly string[]; readonly nodes: readonly string[] },
): Edit {
  const places = placesOf(document);
  const frames = (document.view.frames ?? []).filter(
    (frame) =>
      items.includes(frame.id) ||
      (nodes.length > 0 && nodes.every((id) => places[id] && isInside(places[id], drawable(frame)))),
  );
  return {
    label: editWords.unframe(frames.length),
    commands:
      frames.length === 0
        ? []
        : [{ do: "set-view", frames: Object.fromEntries(frames.map(({ id }) => [id, null])) }],
  };
}

export function addNote(document: WorkflowDocument, at: Position, text = ""): Edit {
  const id = freshItem(document, "note");
  const note: Note = { id, ...NOTE, x: onGrid(at.x), y: onGrid(at.y), text };
  return {
    label: editWords.note,
    commands: [{ do: "set-view", notes: { [id]: note } }],
    select: { nodes: [], items: [id] },
  };
}

export function changeNote(document: WorkflowDocument, id: string, change: Partial<Note>): Edit | null {
  const note = document.view.notes?.find((other) => other.id === id);
  if (!note) return null;
  return {
    label: "width" in change ? editWords.resize : editWords.editNote,
    commands: [{ do: "set-view", notes: { [id]: { ...note, ...change } } }],
  };
}

export function changeFrame(document: WorkflowDocument, id: string, change: Partial<FrameArea>): Edit | null {
  const frame = document.view.frames?.find((other) => other.id === id);
  if (!frame) return null;
  return {
    label: "width" in change ? editWords.resize : editWords.editFrame,
    commands: [{ do: "set-view", frames: { [id]: { ...frame, ...change } } }],
  };
}

/** Whether a card with this upper left corner lies in a frame: most of its title does. */
export function isInside({ x, y }: Position, frame: Area): boolean {
  const middle = x + USUAL_SIZE.width / 2;
  return middle >= frame.x && middle <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height;
}

/** What lies in a frame: nodes, notes, and frames that fit into it with what lies in those. */
export function contentsOf(document: WorkflowDocument, frame: FrameArea): Selection {
  const notes = (document.view.notes ?? []).map(drawable);
  const frames = (document.view.frames ?? []).map(drawable);
  const places = placesOf(document);
  const inner = frames.filter((other) => other.id !== frame.id && fitsInto(other, drawable(frame)));
  const areas = [drawable(frame), ...inner];
  const inside = (at: Position) => areas.some((area) => isInside(at, area));
  return {
    nodes: document.nodes.map(({ id }) => id).filter((id) => inside(places[id])),
    items: [...inner, ...notes.filter(inside)].map(({ id }) => id),
  };
}

/** A selection with everything that lies in its frames. */
export function withContents(document: WorkflowDocument, { nodes, items }: Selection): Selection {
  const frames = (document.view.frames ?? []).filter(({ id }) => items.includes(id));
  const contents = frames.map((frame) => contentsOf(document, frame));
  return {
    nodes: [...new Set([...nodes, ...contents.flatMap((each) => each.nodes)])],
    items: [...new Set([...items, ...contents.flatMap((each) => each.items)])],
  };
}

function fitsInto(inner: Area, outer: Area): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function around(boxes: readonly Area[]): Area {
  const left = Math.min(...boxes.map(({ x }) => x)) - PADDING;
  const top = Math.min(...boxes.map(({ y }) => y)) - HEAD;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + PADDING;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + PADDING;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function freshItem({ view: { notes = [], frames = [] } }: WorkflowDocument, base: string): string {
  return freshName(base, new Set([...notes, ...frames].map(({ id }) => id)));
}
