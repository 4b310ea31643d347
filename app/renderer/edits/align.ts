// Nodes put in line, and with the same space between them.

import type { Position, WorkflowDocument } from "../../../engine/document/types.ts";
import { editWords } from "../strings/edits.ts";
import { USUAL_SIZE, type Edit, type Sizes } from "./edit.ts";
import { placesOf } from "./places.ts";

export type Alignment = "left" | "center" | "right" | "top" | "middle" | "bottom";

interface Box extends Position {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** Each answers where a box goes, given the outer edges of all. */
const RULES: Readonly<Record<Alignment, (box: Box, all: Bounds) => Position>> = {
  left: ({ y }, all) => ({ x: all.left, y }),
  center: ({ y, width }, all) => ({ x: Math.round((all.left + all.right - width) / 2), y }),
  right: ({ y, width }, all) => ({ x: all.right - width, y }),
  top: ({ x }, all) => ({ x, y: all.top }),
  middle: ({ x, height }, all) => ({ x, y: Math.round((all.top + all.bottom - height) / 2) }),
  bottom: ({ x, height }, all) => ({ x, y: all.bottom - height }),
};

export function align(
  document: WorkflowDocument,
  ids: readonly string[],
  how: Alignment,
  sizes: Sizes = {},
): Edit {
  const boxes = boxesOf(document, ids, sizes);
  const all = boundsOf(boxes);
  return moving(
    document,
    editWords.align,
    boxes.map((box) => [box.id, RULES[how](box, all)] as const),
  );
}

/** The outer two stay, the others get the same space between them. */
export function distribute(
  document: WorkflowDocument,
  ids: readonly string[],
  along: "row" | "column",
  sizes: Sizes = {},
): Edit {
  const start = along === "row" ? "x" : "y";
  const length = along === "row" ? "width" : "height";
  const boxes = boxesOf(document, ids, sizes).sort((a, b) => a[start] - b[start]);
  if (boxes.length < 3) return { label: editWords.distribute(boxes.length), commands: [] };
  const last = boxes[boxes.length - 1];
  const taken = boxes.reduce((sum, box) => sum + box[length], 0);
  const gap = (last[start] + last[length] - boxes[0][start] - taken) / (boxes.length - 1);
  let at = boxes[0][start];
  const places = boxes.map(({ id, x, y, ...size }) => {
    const place = { x, y, [start]: Math.round(at) };
    at += size[length] + gap;
    return [id, place] as const;
  });
  return moving(document, editWords.distribute, places);
}

interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boundsOf(boxes: readonly Box[]): Bounds {
  return {
    left: Math.min(...boxes.map(({ x }) => x)),
    right: Math.max(...boxes.map(({ x, width }) => x + width)),
    top: Math.min(...boxes.map(({ y }) => y)),
    bottom: Math.max(...boxes.map(({ y, height }) => y + height)),
  };
}

function boxesOf(document: WorkflowDocument, ids: readonly string[], sizes: Sizes): Box[] {
  const places = placesOf(document);
  const known = [...new Set(ids)].filter((id) => Object.hasOwn(places, id));
  return known.map((id) => ({ ...USUAL_SIZE, ...sizes[id], x: places[id].x, y: places[id].y, id }));
}

function moving(
  document: WorkflowDocument,
  label: (nodes: number) => string,
  places: readonly (readonly [string, Position])[],
): Edit {
  const now = placesOf(document);
  const changed = places.filter(([id, { x, y }]) => now[id].x !== x || now[id].y !== y);
  const to = Object.fromEntries(changed.map(([id, { x, y }]) => [id, { x, y }]));
  return { label: label(places.length), commands: changed.length > 0 ? [{ do: "move-nodes", to }] : [] };
}
