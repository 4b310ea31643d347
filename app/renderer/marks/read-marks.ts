// Boxes, segments and spans out of the JSON of a cell. What an item lacks is null; what is no number of an item drops it.

import type { MarksKind } from "../../../engine/frames/marks.ts";

export type Point = readonly [x: number, y: number];

interface Labelled {
  /** Place in its cell. */
  readonly at: number;
  readonly label: string | null;
  readonly score: number | null;
}

export interface BoxMark extends Labelled {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Its outline; empty for an upright box. */
  readonly points: readonly Point[];
  readonly keypoints: readonly Point[];
  /** What was read in it. */
  readonly text: string | null;
}

export interface SegmentMark extends Labelled {
  readonly start: number;
  readonly end: number;
  readonly text: string | null;
}

export interface SpanMark extends Labelled {
  readonly from: number;
  readonly to: number;
}

type Item = Readonly<Record<string, unknown>>;

/** Names that detectors use for them. */
const KEYPOINTS = ["keypoints", "landmarks"];

export function readBoxes(json: unknown): readonly BoxMark[] {
  return itemsOf(json).flatMap(([item, at]) => {
    const [x, y, width, height] = numbersOf(item, ["x", "y", "width", "height"]);
    if (![x, y, width, height].every(Number.isFinite)) return [];
    const keypoints = KEYPOINTS.map((name) => pointsOf(item[name])).find((found) => found.length > 0) ?? [];
    const points = pointsOf(item.points);
    return [{ ...labelled(item, at), x, y, width, height, points, keypoints, text: textOf(item.text) }];
  });
}

export function readSegments(json: unknown): readonly SegmentMark[] {
  return itemsOf(json).flatMap(([item, at]) => {
    const [start, end] = numbersOf(item, ["start", "end"]);
    if (!(end >= start)) return [];
    return [{ ...labelled(item, at), start, end, text: textOf(item.text) }];
  });
}

/** In the order of the text. */
export function readSpans(json: unknown): readonly SpanMark[] {
  const spans = itemsOf(json).flatMap(([item, at]) => {
    const [from, to] = numbersOf(item, ["from", "to"]);
    return to > from && from >= 0 ? [{ ...labelled(item, at), from, to }] : [];
  });
  return spans.sort((a, b) => a.from - b.from || b.to - a.to);
}

export const READ = { boxes: readBoxes, segments: readSegments, spans: readSpans } satisfies Record<
  MarksKind,
  unknown
>;

function itemsOf(json: unknown): (readonly [Item, number])[] {
  if (!Array.isArray(json)) return [];
  return json.flatMap((item: unknown, at) =>
    typeof item === "object" && item !== null ? [[item as Item, at] as const] : [],
  );
}

function labelled(item: Item, at: number): Labelled {
  const { label, score } = item;
  const known = typeof score === "number" && Number.isFinite(score);
  return { at, label: textOf(label), score: known ? score : null };
}

function numbersOf(item: Item, names: readonly string[]): number[] {
  return names.map((name) => (typeof item[name] === "number" ? item[name] : NaN));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** `[x, y, x, y]`, `[[x, y], …]` or `[{x, y}, …]`. */
function pointsOf(value: unknown): readonly Point[] {
  if (!Array.isArray(value)) return [];
  const flat = value.flatMap((item: unknown) => {
    if (Array.isArray(item)) return item.slice(0, 2) as unknown[];
    if (typeof item === "object" && item !== null && "x" in item && "y" in item) return [item.x, item.y];
    return [item];
  });
  const points: Point[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const [x, y] = [Number(flat[at]), Number(flat[at + 1])];
    if (Number.isFinite(x) && Number.isFinite(y)) points.push([x, y]);
  }
  return points;
}
