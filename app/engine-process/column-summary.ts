// What does a column of a sample look like in figures?

import type { ColumnSummary } from "../bridge/shapes.ts";
import type { Cell, Column } from "../../engine/frames/column.ts";
import type { Frame } from "../../engine/frames/frame.ts";
import { formatType, type Field } from "../../engine/frames/types.ts";
import { cellText } from "../../nodes/_shared/cell-text.ts";

const BINS = 24;
const MOST_DISTINCT = 1000;
const TOP = 10;

/** A summary for each column of frames that follow each other and have the same columns. */
export function summariesOf(fields: readonly Field[], frames: readonly Frame[]): ColumnSummary[] {
  return fields.map((field) => summaryOf(field, frames));
}

function summaryOf({ name, type }: Field, frames: readonly Frame[]): ColumnSummary {
  const counts = new Map<string, number>();
  const numbers: number[] = [];
  let rows = 0;
  let nulls = 0;
  // Frames of an open schema need not all have the column.
  for (const column of frames.flatMap((frame) => frame.find(name) ?? [])) {
    rows += column.length;
    const countable = column.layout === "fixed" || column.layout === "text";
    for (let row = 0; row < column.length; row++) {
      if (column.isNull(row)) nulls++;
      else if (countable) {
        count(counts, column, row);
        const value = numberOf(column.get(row));
        if (Number.isFinite(value)) numbers.push(value);
      }
    }
  }
  numbers.sort((a, b) => a - b);
  const isText = type.type === "text" || type.type === "bool";
  const hasFigures = numbers.length > 0 && !isText;
  return {
    name,
    type: formatType(type),
    rows,
    nulls,
    distinct: counts.size > 0 ? counts.size : null,
    numbers: hasFigures ? figuresOf(numbers) : null,
    histogram: hasFigures ? histogramOf(numbers) : null,
    top: counts.size > 0 ? topOf(counts) : null,
  };
}

function count(counts: Map<string, number>, column: Column, row: number): void {
  const text = cellText(column, row) ?? "";
  const before = counts.get(text);
  if (before !== undefined || counts.size < MOST_DISTINCT) counts.set(text, (before ?? 0) + 1);
}

function numberOf(value: Cell): number {
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : NaN;
}

/** Of numbers in ascending order. */
function figuresOf(numbers: readonly number[]): NonNullable<ColumnSummary["numbers"]> {
  const mean = numbers.reduce((sum, value) => sum + value / numbers.length, 0);
  const middle = numbers.length >> 1;
  const median = numbers.length % 2 === 1 ? numbers[middle] : numbers[middle - 1] / 2 + numbers[middle] / 2;
  return { min: numbers[0], max: numbers[numbers.length - 1], mean, median };
}

function histogramOf(numbers: readonly number[]): number[] {
  const bins = Array.from({ length: BINS }, () => 0);
  const min = numbers[0];
  const width = (numbers[numbers.length - 1] - min) / BINS;
  for (const value of numbers) {
    const bin = width > 0 && Number.isFinite(width) ? Math.floor((value - min) / width) : 0;
    bins[Math.min(BINS - 1, bin)]++;
  }
  return bins;
}

function topOf(counts: ReadonlyMap<string, number>): { value: string; count: number }[] {
  const ordered = [...counts].toSorted(([, a], [, b]) => b - a);
  return ordered.slice(0, TOP).map(([value, times]) => ({ value, count: times }));
}
