// From candidates in the model's input to the boxes of a row, in pixels of the picture.

import { boxesType, type Box } from "../../../../engine/frames/marks.ts";
import type { Field } from "../../../../engine/frames/types.ts";
import { byScore, suppress } from "../nms.ts";
import { toSourceX, toSourceY, type Place } from "../place.ts";
import type { Candidate } from "./candidate.ts";

/** x, y, x, y … of the points that the model knows (eyes, joints); null where it knows none. */
const KEYPOINTS: Field = {
  name: "keypoints",
  type: { type: "list", of: { type: "float64" } },
  nullable: true,
};

export const FOUND_BOXES = boxesType([KEYPOINTS]);

export interface FoundBox extends Box {
  readonly keypoints: readonly number[] | null;
}

export interface Choosing {
  /** Whether overlapping boxes go; else only the best `most` are taken. */
  readonly overlaps: boolean;
  readonly overlap: number;
  readonly byClass: boolean;
  readonly most: number;
  readonly labels: readonly string[] | null;
  /** Whether the class says anything: false where there is one class without a name. */
  readonly named: boolean;
  /** Classes of which boxes are taken; absent or null for all. */
  readonly only?: ReadonlySet<number> | null;
}

/** A box that stays, in pixels of the picture, and what the model said of it. */
export interface KeptBox {
  readonly box: FoundBox;
  readonly from: Candidate;
}

/** The best first. Boxes are cut off at the picture's edges; those that lie outside are left out. */
export function keptBoxes(all: readonly Candidate[], place: Place, choosing: Choosing): KeptBox[] {
  const { only } = choosing;
  const candidates = only ? all.filter(({ classId }) => only.has(classId)) : all;
  const kept = choosing.overlaps
    ? suppress(candidates, choosing)
    : byScore(candidates).slice(0, choosing.most);
  return kept.flatMap((from) => {
    const { width, height } = place.source;
    const x1 = inside(toSourceX(from.x1, place), width);
    const y1 = inside(toSourceY(from.y1, place), height);
    const x2 = inside(toSourceX(from.x2, place), width);
    const y2 = inside(toSourceY(from.y2, place), height);
    if (!(x2 > x1 && y2 > y1)) return [];
    const keypoints =
      from.keypoints?.map((value, i) => (i % 2 === 0 ? toSourceX(value, place) : toSourceY(value, place))) ??
      null;
    const label = labelOf(from.classId, choosing);
    const box = { label, score: from.score, x: x1, y: y1, width: x2 - x1, height: y2 - y1, keypoints };
    return [{ box, from }];
  });
}

export function foundBoxes(candidates: readonly Candidate[], place: Place, choosing: Choosing): FoundBox[] {
  return keptBoxes(candidates, place, choosing).map(({ box }) => box);
}

function labelOf(classId: number, { labels, named }: Choosing): string | null {
  if (labels) return labels[classId] ?? String(classId);
  return named ? String(classId) : null;
}

function inside(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
