// How does a column become at most 255 bins, so that a split is found by counting instead of sorting?

import { roundDownToFloat32 } from "./float32.ts";

/** The bin of a missing value (NaN). */
export const MISSING_BIN = 255;
export const MAX_BINS = 255;

/** How the values of a column are cut: value x is in the first bin b with x ≤ thresholds[b], else in the last one. */
export interface Cuts {
  /** Ascending, all representable as float32; one fewer than there are bins. */
  readonly thresholds: Float32Array;
}

/** A column cut into bins. */
export interface BinnedColumn {
  readonly cuts: Cuts;
  readonly bins: Uint8Array;
}

/**
 * Cuts a column at its quantiles, or between all its values where there are few. Values count as the float32 numbers
 * that a model will see; each threshold lies between two of them, so that both sides agree for ever.
 */
export function binColumn(values: Float64Array | Float32Array, maxBins: number): BinnedColumn {
  const cuts = findCuts(values, maxBins);
  return { cuts, bins: applyCuts(values, cuts) };
}

function findCuts(values: Float64Array | Float32Array, maxBins: number): Cuts {
  const sorted = sortedValues(values);
  const { distinct, counts } = countDistinct(sorted);
  const thresholds: number[] = [];
  const few = distinct.length <= maxBins;
  // A bin is closed when it holds its share of the rows that are left for the bins that are left.
  let rowsLeft = sorted.length;
  let inBin = 0;
  for (let i = 0; i + 1 < distinct.length && thresholds.length < maxBins - 1; i++) {
    inBin += counts[i];
    if (!few && inBin * (maxBins - thresholds.length) < rowsLeft) continue;
    thresholds.push(between(distinct[i], distinct[i + 1]));
    rowsLeft -= inBin;
    inBin = 0;
  }
  return { thresholds: Float32Array.from(thresholds) };
}

/** As float32, ascending, without the missing ones. */
function sortedValues(values: Float64Array | Float32Array): Float32Array {
  const present = new Float32Array(values.length);
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) present[count++] = value;
  return present.subarray(0, count).sort();
}

function countDistinct(sorted: Float32Array): { distinct: number[]; counts: number[] } {
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    // -0 and 0 are one value here, as they are to a comparison.
    if (distinct.length > 0 && distinct[distinct.length - 1] === value) counts[counts.length - 1]++;
    else {
      distinct.push(value);
      counts.push(1);
    }
  }
  return { distinct, counts };
}

/** A float32 t with low ≤ t < high. */
function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return Number.isFinite(middle) ? Math.max(low, roundDownToFloat32(middle)) : low;
}

/** The bin of every value. */
function applyCuts(values: Float64Array | Float32Array, { thresholds }: Cuts): Uint8Array {
  const bins = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) bins[row] = binOf(Math.fround(values[row]), thresholds);
  return bins;
}

function binOf(value: number, thresholds: Float32Array): number {
  if (Number.isNaN(value)) return MISSING_BIN;
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= thresholds[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}
