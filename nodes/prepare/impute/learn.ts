// Learns what fills a column: its mean, its median, or its most frequent value.

import type { Frame } from "../../../engine/frames/frame.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { visitNumbers } from "../../_shared/scaling.ts";

/** Values a median is taken of at the most; beyond that it is taken of the first ones, and that is exact enough to say so. */
const MAX_MEDIAN_VALUES = 5_000_000;
/** Different values that are counted at the most. */
const MAX_DISTINCT = 1_000_000;

type Strategy = "mean" | "median" | "most-frequent" | "constant" | "previous";
type Value = string | number | boolean;

/** The learned value of each column; columns without a single value are left out. */
export async function learnValues(
  frames: AsyncIterable<Frame>,
  columns: readonly string[],
  strategy: Strategy,
): Promise<Record<string, Value>> {
  switch (strategy) {
    case "mean":
      return means(frames, columns);
    case "median":
      return medians(frames, columns);
    case "most-frequent":
      return mostFrequent(frames, columns);
    default:
      throw new MillraceError("NOTHING_TO_FIT", {
        message: `Filling with "${strategy}" learns nothing from data.`,
        hint: "Choose mean, median or most-frequent, or name the value yourself.",
      });
  }
}

async function means(
  frames: AsyncIterable<Frame>,
  columns: readonly string[],
): Promise<Record<string, number>> {
  const count = columns.map(() => 0);
  const mean = columns.map(() => 0);
  for await (const frame of frames) {
    visitNumbers(frame, columns, (k, value) => {
      count[k]++;
      mean[k] += (value - mean[k]) / count[k];
    });
  }
  const learned = columns.flatMap((name, k): [string, number][] => (count[k] > 0 ? [[name, mean[k]]] : []));
  return Object.fromEntries(learned);
}

async function medians(
  frames: AsyncIterable<Frame>,
  columns: readonly string[],
): Promise<Record<string, number>> {
  const values: number[][] = columns.map(() => []);
  for await (const frame of frames) {
    visitNumbers(frame, columns, (k, value) => {
      if (values[k].length < MAX_MEDIAN_VALUES) values[k].push(value);
    });
  }
  const learned = columns.flatMap((name, k): [string, number][] => {
    const sorted = Float64Array.from(values[k]).sort();
    const middle = sorted.length >> 1;
    if (sorted.length === 0) return [];
    return [[name, sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2]];
  });
  return Object.fromEntries(learned);
}

async function mostFrequent(
  frames: AsyncIterable<Frame>,
  columns: readonly string[],
): Promise<Record<string, Value>> {
  const counts = columns.map(() => new Map<Value, number>());
  for await (const frame of frames) {
    columns.forEach((name, k) => {
      const column = frame.column(name);
      for (let row = 0; row < column.length; row++) {
        const cell = column.get(row);
        if (cell === null || typeof cell === "object") continue;
        const value = typeof cell === "bigint" ? Number(cell) : cell;
        const seen = counts[k].get(value);
        if (seen !== undefined || counts[k].size < MAX_DISTINCT) counts[k].set(value, (seen ?? 0) + 1);
      }
    });
  }
  const learned = columns.flatMap((name, k): [string, Value][] => {
    let best: Value | null = null;
    // The first of equally frequent values wins: it does not depend on how the map is walked.
    for (const [value, count] of counts[k]) if (best === null || count > counts[k].get(best)!) best = value;
    return best === null ? [] : [[name, best]];
  });
  return Object.fromEntries(learned);
}
