// Which split of a leaf's rows reduces the loss most? Found from histograms of pull and weight per bin.

import { ROWS, STRIDE, WEIGHT, type Histogram, type HistogramLayout } from "./histogram.ts";

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

/** The best split, or null where none reduces the loss. Ties go to the first feature and the lowest bin. */
export function bestSplit(
  layout: HistogramLayout,
  features: Int32Array,
  histogram: Histogram,
  rules: SplitRules,
): Split | null {
  let best: Split | null = null;
  for (const feature of features) {
    const split = bestSplitOf(feature, layout, histogram, rules);
    if (split && (!best || split.gain > best.gain)) best = split;
  }
  return best;
}

/** Tries every bin as the last one on the left, with the missing rows on either side. */
function bestSplitOf(
  feature: number,
  { from, missing: missingAt }: HistogramLayout,
  { cells }: Histogram,
  { minLeafRows, l2 }: SplitRules,
): Split | null {
  // Looked up once: where modules are run one by one, as in tests, an import costs.
  const [stride, weightAt, rowsAt] = [STRIDE, WEIGHT, ROWS];
  const first = from[feature];
  const missing = missingAt[feature];
  const lastBin = (missing - first) / stride - 1;
  const missingPull = cells[missing];
  const missingWeight = cells[missing + weightAt];
  const missingRows = cells[missing + rowsAt];
  let totalPull = missingPull;
  let totalWeight = missingWeight;
  let totalRows = missingRows;
  for (let at = first; at < missing; at += stride) {
    totalPull += cells[at];
    totalWeight += cells[at + weightAt];
    totalRows += cells[at + rowsAt];
  }
  const before = score(totalPull, totalWeight, l2);
  const mostLeft = totalRows - minLeafRows;
  let gain = MIN_GAIN;
  let bestBin = -1;
  let missingLeft = false;
  let pull = 0;
  let weight = 0;
  let rows = 0;
  for (let bin = 0, at = first; bin <= lastBin; bin++, at += stride) {
    pull += cells[at];
    weight += cells[at + weightAt];
    rows += cells[at + rowsAt];
    // With the last bin on the left this splits the missing rows from all others.
    if (rows >= minLeafRows && rows <= mostLeft && (missingRows > 0 || bin < lastBin)) {
      const left = score(pull, weight, l2);
      const found = left + score(totalPull - pull, totalWeight - weight, l2) - before;
      if (found > gain) {
        gain = found;
        bestBin = bin;
        // Nothing was missing here: a missing value met later goes where most rows go.
        missingLeft = missingRows === 0 && rows * 2 >= totalRows;
      }
    }
    if (missingRows === 0 || bin === lastBin) continue;
    const leftRows = rows + missingRows;
    if (leftRows < minLeafRows || leftRows > mostLeft) continue;
    const leftPull = pull + missingPull;
    const leftWeight = weight + missingWeight;
    const left = score(leftPull, leftWeight, l2);
    const found = left + score(totalPull - leftPull, totalWeight - leftWeight, l2) - before;
    if (found <= gain) continue;
    gain = found;
    bestBin = bin;
    missingLeft = true;
  }
  return bestBin < 0 ? null : { feature, bin: bestBin, missingLeft, gain };
}

/** Below this a gain is the rounding of the sums. */
const MIN_GAIN = 1e-9;

function score(pull: number, weight: number, l2: number): number {
  return weight <= 0 ? 0 : (pull * pull) / (weight + l2);
}
