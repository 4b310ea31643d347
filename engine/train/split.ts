// Which split of a leaf's rows reduces the loss most? Found from histograms of pull and weight per bin.

import { MISSING_BIN, type BinnedColumn } from "./bins.ts";

/** Bins of one feature in a histogram: 255 values and the missing one. */
const SLOTS = MISSING_BIN + 1;

/** Numbers in a slot: the sum of the pull, the sum of the weight, the number of rows. */
const STRIDE = 3;
const WEIGHT = 1;
const ROWS = 2;

/**
 * What the rows of a leaf add up to per feature and bin, in one array because the three numbers of a slot are used
 * together: cell = (feature × 256 + bin) × 3. Where every row weighs 1 the weight is not counted: the rows are.
 */
export interface Histogram {
  readonly cells: Float64Array;
  readonly weighted: boolean;
}

export interface Split {
  readonly feature: number;
  /** Rows of this bin and below go left. */
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
}

export interface SplitRules {
  readonly minLeafRows: number;
  /** Added to the weight (number of rows) of a side: the larger, the less a small side counts. */
  readonly l2: number;
}

/** Adds up pull and weight (null: 1 each) of the given rows, in their order, for the features asked for. */
export function buildHistogram(
  columns: readonly BinnedColumn[],
  features: Int32Array,
  rows: Int32Array,
  pull: Float64Array,
  weight: Float64Array | null = null,
): Histogram {
  const cells = new Float64Array(columns.length * SLOTS * STRIDE);
  const pulls = gathered(pull, rows);
  const weights = weight && gathered(weight, rows);
  for (const feature of features) {
    const { bins } = columns[feature];
    const offset = feature * SLOTS;
    for (let i = 0; i < rows.length; i++) {
      const cell = (offset + bins[rows[i]]) * STRIDE;
      cells[cell] += pulls[i];
      if (weights) cells[cell + WEIGHT] += weights[i];
      cells[cell + ROWS]++;
    }
  }
  return { cells, weighted: weights !== null };
}

function gathered(values: Float64Array, rows: Int32Array): Float64Array {
  const local = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) local[i] = values[rows[i]];
  return local;
}

/** What is left of a histogram when a part of its rows is taken out: the other side of a split, for a tenth of the work. */
export function subtractHistogram({ cells, weighted }: Histogram, part: Histogram): Histogram {
  const left = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) left[i] = cells[i] - part.cells[i];
  return { cells: left, weighted };
}

/** The best split, or null where none reduces the loss. Ties go to the first feature and the lowest bin. */
export function bestSplit(
  columns: readonly BinnedColumn[],
  features: Int32Array,
  histogram: Histogram,
  rules: SplitRules,
): Split | null {
  let best: Split | null = null;
  for (const feature of features) {
    const split = bestSplitOf(feature, columns[feature].cuts.thresholds.length, histogram, rules);
    if (split && (!best || split.gain > best.gain)) best = split;
  }
  return best;
}

/** Tries every bin as the last one on the left, with the missing rows on either side. */
function bestSplitOf(
  feature: number,
  lastBin: number,
  histogram: Histogram,
  rules: SplitRules,
): Split | null {
  const { cells, weighted } = histogram;
  const weightAt = weighted ? WEIGHT : ROWS;
  const first = feature * SLOTS * STRIDE;
  const missing = first + MISSING_BIN * STRIDE;
  const missingPull = cells[missing];
  const missingWeight = cells[missing + weightAt];
  const missingRows = cells[missing + ROWS];
  let totalPull = missingPull;
  let totalWeight = missingWeight;
  let totalRows = missingRows;
  for (let bin = 0, at = first; bin <= lastBin; bin++, at += STRIDE) {
    totalPull += cells[at];
    totalWeight += cells[at + weightAt];
    totalRows += cells[at + ROWS];
  }
  const before = score(totalPull, totalWeight, rules.l2);
  let best: Split | null = null;
  let pull = 0;
  let weight = 0;
  let rows = 0;

  function consider(bin: number, missingLeft: boolean): void {
    // Where none is missing, what is left of their pull is the rounding of a subtraction.
    const withMissing = missingLeft && missingRows > 0;
    const leftRows = withMissing ? rows + missingRows : rows;
    const rightRows = totalRows - leftRows;
    if (leftRows < rules.minLeafRows || rightRows < rules.minLeafRows) return;
    const leftPull = withMissing ? pull + missingPull : pull;
    const leftWeight = withMissing ? weight + missingWeight : weight;
    const left = score(leftPull, leftWeight, rules.l2);
    const gain = left + score(totalPull - leftPull, totalWeight - leftWeight, rules.l2) - before;
    if (gain > (best?.gain ?? MIN_GAIN)) best = { feature, bin, missingLeft, gain };
  }

  for (let bin = 0, at = first; bin <= lastBin; bin++, at += STRIDE) {
    pull += cells[at];
    weight += cells[at + weightAt];
    rows += cells[at + ROWS];
    if (missingRows === 0) {
      // Nothing was missing here: a missing value met later goes where most rows go.
      if (bin < lastBin) consider(bin, rows * 2 >= totalRows);
    } else {
      // With the last bin on the left this splits the missing rows from all others.
      consider(bin, false);
      if (bin < lastBin) consider(bin, true);
    }
  }
  return best;
}

/** Below this a gain is the rounding of the sums. */
const MIN_GAIN = 1e-9;

function score(pull: number, weight: number, l2: number): number {
  return weight <= 0 ? 0 : (pull * pull) / (weight + l2);
}
