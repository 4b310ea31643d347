// Boxes, segments and spans as a cell: how many there are, and the first of them.

import type { PreviewMark } from "../bridge/shapes.ts";
import { marksOf, type MarksKind } from "../../engine/frames/marks.ts";
import type { DataType } from "../../engine/frames/types.ts";

/** Enough for a small picture; a view that shows all of them asks for the whole cell. */
const FIRST = 24;

const PLACES: Readonly<Record<MarksKind, readonly string[]>> = {
  boxes: ["x", "y", "width", "height"],
  segments: ["start", "end"],
  spans: ["from", "to"],
};
const KINDS = Object.keys(PLACES) as MarksKind[];

type Item = Readonly<Record<string, unknown>>;

export interface Marks {
  readonly of: MarksKind;
  readonly count: number;
  readonly first: readonly PreviewMark[];
}

/** Null for a list of something else. Rows written as JSON have no type that says it: their items do. */
export function marksIn(type: DataType, value: unknown): Marks | null {
  if (!Array.isArray(value)) return null;
  const of = marksOf(type) ?? kindOfItems(value);
  if (!of) return null;
  const items = value.filter(isItem);
  return { of, count: items.length, first: items.slice(0, FIRST).map((item) => markOf(item, of)) };
}

function kindOfItems(items: readonly unknown[]): MarksKind | null {
  if (items.length === 0) return null;
  const fits = (kind: MarksKind) =>
    items.every((item) => isItem(item) && PLACES[kind].every((name) => Number.isFinite(item[name])));
  return KINDS.find(fits) ?? null;
}

function markOf(item: Item, of: MarksKind): PreviewMark {
  const { label, score } = item;
  return {
    label: typeof label === "string" ? label : null,
    score: typeof score === "number" && Number.isFinite(score) ? score : null,
    at: PLACES[of].map((name) => Number(item[name])),
  };
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
