// Points of vectors that were laid flat: where they are, which one is nearest, which colour each has.

import type { PreviewCell } from "../../../../bridge/shapes.ts";
import type { Field } from "../../../../../engine/frames/types.ts";
import { hueOf } from "../../../marks/labels.ts";
import { cellText, type NumberFormat } from "../../../ui/cell-text.ts";
import { heatColour, heatScale } from "../../../../../engine/frames/heat-colour.ts";

export interface ScatterPoint {
  /** Of the sample. */
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

/** Fewer numbers are a size or a place, no vector. */
const LEAST_DIMENSIONS = 3;
/** More values than these have no colours that one could tell apart. */
const MOST_LABELS = 12;
const MARGIN = 0.06;

/** Columns with one vector a row. */
export function vectorColumns(
  fields: readonly Field[],
  cells: readonly PreviewCell[] | undefined,
): readonly string[] {
  return fields.flatMap(({ name, type }, at) => {
    if (type.type !== "tensor" || type.dtype === "string") return [];
    const cell = cells?.[at];
    const shape = typeof cell === "object" && cell?.is === "tensor" ? cell.shape : type.shape;
    const long = shape.filter((size) => size !== 1);
    return long.length === 1 && typeof long[0] === "number" && long[0] >= LEAST_DIMENSIONS ? [name] : [];
  });
}

/** `bytes`: x and y of each row as float32; rows whose place is no number are left out. */
export function pointsOf(bytes: Uint8Array): readonly ScatterPoint[] {
  const values = new Float32Array(bytes.slice().buffer);
  return Array.from({ length: values.length / 2 }, (_, row) => ({
    row,
    x: values[row * 2],
    // On a screen y goes down.
    y: -values[row * 2 + 1],
  })).filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
}

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Around all points, with a margin; never without an extent. */
export function boundsOf(points: readonly ScatterPoint[]): Bounds {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const range = (values: readonly number[]) => {
    const low = values.reduce((least, value) => Math.min(least, value), Infinity);
    const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
    return low <= high ? [low, high] : [0, 0];
  };
  const [left, right] = range(xs);
  const [top, bottom] = range(ys);
  const margin = Math.max(right - left, bottom - top) * MARGIN || 1;
  return {
    x: left - margin,
    y: top - margin,
    width: right - left + 2 * margin,
    height: bottom - top + 2 * margin,
  };
}

/** Null where none is within `reach`. */
export function nearest(
  points: readonly ScatterPoint[],
  x: number,
  y: number,
  reach: number,
): ScatterPoint | null {
  let best: ScatterPoint | null = null;
  let least = reach;
  for (const point of points) {
    const far = Math.hypot(point.x - x, point.y - y);
    if (far > least) continue;
    least = far;
    best = point;
  }
  return best;
}

export interface Colouring {
  /** A class of marks.css, or a colour of its own. */
  readonly of: (cell: PreviewCell | undefined) => { readonly hue?: string; readonly colour?: string };
  /** Values with their hue; empty for numbers. */
  readonly legend: readonly (readonly [value: string, hue: string])[];
  readonly scale: { readonly min: number; readonly max: number } | null;
}

/** By the values of a column: numbers from low to high, a few different texts each for itself. */
export function colouring(cells: readonly (PreviewCell | undefined)[]): Colouring {
  const numbers = cells.filter((cell): cell is number => typeof cell === "number" && Number.isFinite(cell));
  if (numbers.length > 0 && numbers.length >= cells.filter((cell) => cell !== null).length) {
    const min = numbers.reduce((least, value) => Math.min(least, value), Infinity);
    const max = numbers.reduce((most, value) => Math.max(most, value), -Infinity);
    const scale = { ...heatScale(min, max), kind: "sequential" as const, min, max };
    return {
      of: (cell) =>
        typeof cell === "number" && Number.isFinite(cell)
          ? { colour: `rgb(${heatColour(cell, scale).join(" ")})` }
          : { hue: "mr-hue-none" },
      legend: [],
      scale: { min, max },
    };
  }
  const labels = labelsOf(cells);
  const known = new Set(labels.slice(0, MOST_LABELS));
  return {
    of: (cell) => {
      const label = wordOf(cell);
      return { hue: label !== null && known.has(label) ? hueOf(label) : "mr-hue-none" };
    },
    legend: [...known].map((label) => [label, hueOf(label)] as const),
    scale: null,
  };
}

/** The first column of texts or yes and no with a few values, each of them in several rows. */
export function colourColumn(
  fields: readonly Field[],
  cellsOf: (column: number) => readonly (PreviewCell | undefined)[],
): string | null {
  const found = fields.findIndex(({ type }, column) => {
    if (type.type !== "text" && type.type !== "bool") return false;
    const cells = cellsOf(column);
    const labels = labelsOf(cells);
    return labels.length > 1 && labels.length <= MOST_LABELS && labels.length * 2 <= cells.length;
  });
  return found < 0 ? null : fields[found].name;
}

/** By how often they are there. */
function labelsOf(cells: readonly (PreviewCell | undefined)[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const word = wordOf(cell);
    if (word !== null) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
}

const PLAIN: NumberFormat = { as: "fixed", decimals: 2 };

function wordOf(cell: PreviewCell | undefined): string | null {
  return cell === undefined || cell === null ? null : cellText(cell, PLAIN);
}
