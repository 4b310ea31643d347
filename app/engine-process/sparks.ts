// How are the numbers of a sample spread, small enough for the card of a node?

import type { PreviewSpark } from "../bridge/shapes.ts";
import type { Column } from "../../engine/frames/column.ts";
import type { Frame } from "../../engine/frames/frame.ts";
import type { Field } from "../../engine/frames/types.ts";
import { elementOf } from "./cells.ts";

const BINS = 16;
/** The last columns are those that were made last. */
const MOST_COLUMNS = 8;
/** Enough for the shape of a spread, and for a card to be told at once in a large sample too. */
const MOST_ROWS = 2000;
const NUMERIC = /^(u?int|float)\d+$/;

/** Of the last columns of numbers, without those that have one value only. */
export function sparksOf(fields: readonly Field[], frames: readonly Frame[]): PreviewSpark[] {
  const known = new Set(
    frames.flatMap(({ columns }) => columns.flatMap((column, at) => (isNumbers(column) ? [at] : []))),
  );
  return fields
    .filter((_, at) => known.has(at))
    .slice(-MOST_COLUMNS)
    .flatMap(({ name }) => sparkOf(name, frames) ?? []);
}

function sparkOf(name: string, frames: readonly Frame[]): PreviewSpark | null {
  const values: number[] = [];
  for (const frame of frames) {
    const column = frame.find(name);
    if (!column || !isNumbers(column)) continue;
    for (let row = 0; row < column.length && values.length < MOST_ROWS; row++) {
      const value = numberOf(column, row);
      if (Number.isFinite(value)) values.push(value);
    }
  }
  const min = values.reduce((least, value) => Math.min(least, value), Infinity);
  const max = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const width = (max - min) / BINS;
  if (!(width > 0) || !Number.isFinite(width)) return null;
  const bins = Array.from({ length: BINS }, () => 0);
  for (const value of values) bins[Math.min(BINS - 1, Math.floor((value - min) / width))]++;
  return { column: name, min, max, bins };
}

/** One number in each row: what a model scores comes as a tensor of one. */
function isNumbers(column: Column): boolean {
  if (column.layout === "tensor") return column.rowSize === 1 && column.dtype !== "string";
  return column.layout === "fixed" && NUMERIC.test(column.type.type);
}

function numberOf(column: Column, row: number): number {
  if (column.isNull(row)) return NaN;
  return Number(column.layout === "tensor" ? elementOf(column, row, 0) : column.get(row));
}
