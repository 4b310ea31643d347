// Which split of a leaf's rows reduces the loss most? Found from histograms of the pull per bin.

import { MISSING_BIN, type BinnedColumn } from "./bins.ts";

/** Bins of one feature in a histogram: 255 values and the missing one. */
const SLOTS = MISSING_BIN + 1;

/** Sum of the pull and number of rows per feature and bin: slot = feature × 256 + bin. */
export interface Histogram {
  readonly pull: Float64Array;
  readonly rows: Int32Array;
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
  /** Added to the number of rows of a side: the larger, the less a small side counts. */
  readonly l2: number;
}

/** Adds up the pull of the given rows, in their order, for the features asked for. */
export function buildHistogram(
  columns: readonly BinnedColumn[],
  features: Int32Array,
  rows: Int32Array,
  pull: Float64Array,
): Histogram {
  const histogram = {
    pull: new Float64Array(columns.length * SLOTS),
    rows: new Int32Array(columns.length * SLOTS),
  };
  const local = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) local[i] = pull[rows[i]];
  for (const feature of features) {
    const { bins } = columns[feature];
    const offset = feature * SLOTS;
    for (let i = 0; i < rows.length; i++) {
      const slot = offset + bins[rows[i]];
      histogram.pull[slot] += local[i];
      histogram.rows[slot]++;
    }
  }
  return histogram;
}

/** What is left of a histogram when a part of its rows is taken out: the other side of a split, for a tenth of the work. */
export function subtractHistogram(whole: Histogram, part: Histogram): Histogram {
  return {
    pull: whole.pull.map((sum, i) => sum - part.pull[i]),
    rows: whole.rows.map((n, i) => n - part.rows[i]),
  };
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
  const offset = feature * SLOTS;
  const missingPull = histogram.pull[offset + MISSING_BIN];
  const missingRows = histogram.rows[offset + MISSING_BIN];
  let totalPull = missingPull;
  let totalRows = missingRows;
  for (let bin = 0; bin <= lastBin; bin++) {
    totalPull += histogram.pull[offset + bin];
    totalRows += histogram.rows[offset + bin];
  }
  const before = score(totalPull, totalRows, rules.l2);
  let best: Split | null = null;
  let pull = 0;
  let rows = 0;

  function consider(bin: number, leftPull: number, leftRows: number, missingLeft: boolean): void {
    const rightRows = totalRows - leftRows;
    if (leftRows < rules.minLeafRows || rightRows < rules.minLeafRows) return;
    const after = score(leftPull, leftRows, rules.l2) + score(totalPull - leftPull, rightRows, rules.l2);
    const gain = after - before;
    if (gain > (best?.gain ?? MIN_GAIN)) best = { feature, bin, missingLeft, gain };
  }

  for (let bin = 0; bin <= lastBin; bin++) {
    pull += histogram.pull[offset + bin];
    rows += histogram.rows[offset + bin];
    if (missingRows === 0) {
      // Nothing was missing here: a missing value met later goes where most rows go.
      if (bin < lastBin) consider(bin, pull, rows, rows * 2 >= totalRows);
    } else {
      // With the last bin on the left this splits the missing rows from all others.
      consider(bin, pull, rows, false);
      if (bin < lastBin) consider(bin, pull + missingPull, rows + missingRows, true);
    }
  }
  return best;
}

/** Below this a gain is the rounding of the sums. */
const MIN_GAIN = 1e-9;

function score(pull: number, rows: number, l2: number): number {
  return rows === 0 ? 0 : (pull * pull) / (rows + l2);
}
