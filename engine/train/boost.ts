// How do many small trees become a model? Each one learns what the ones before it still get wrong.

import { binColumn, MAX_BINS } from "./bins.ts";
import { addGains, growTree, type GrowthRules } from "./grow-tree.ts";
import { Histograms } from "./histogram.ts";
import { lossFunctions, type Loss, type LossFunctions } from "./loss.ts";
import { seededRandom } from "./random.ts";
import { checkTable, type TrainingTable } from "./table.ts";
import type { BoostedTrees, Tree } from "./tree.ts";
import { Validation } from "./validation.ts";

export interface BoostOptions {
  readonly loss: Loss;
  /** The most trees there will be. */
  readonly trees: number;
  /** How much of its answer each tree gives. */
  readonly learningRate: number;
  readonly maxLeaves: number;
  readonly maxDepth: number;
  readonly minLeafRows: number;
  readonly l2: number;
  /** Share of the rows each tree sees. */
  readonly rowShare: number;
  /** Share of the columns each tree sees. */
  readonly columnShare: number;
  readonly maxBins: number;
  readonly seed: number;
  /** Rows that are not learned from: training stops when they have not got better for `patience` trees. */
  readonly validation: TrainingTable | null;
  readonly patience: number;
}

const DEFAULTS: BoostOptions = {
  loss: { kind: "squared" },
  trees: 200,
  learningRate: 0.1,
  maxLeaves: 31,
  maxDepth: 8,
  minLeafRows: 20,
  l2: 1,
  rowShare: 1,
  columnShare: 1,
  maxBins: MAX_BINS,
  seed: 1,
  validation: null,
  patience: 20,
};

/**
 * Learns to predict `target` from the columns. The same input gives the same model to the last bit on every machine:
 * sums run in row order, randomness is seeded, and only +, −, × and ÷ decide.
 *
 * @example
 * const model = trainBoostedTrees([age, income], spending, { loss: { kind: "quantile", alpha: 0.9 } });
 */
export function trainBoostedTrees(
  columns: readonly Float64Array[],
  target: Float64Array,
  options: Partial<BoostOptions> = {},
): BoostedTrees {
  const settings = { ...DEFAULTS, ...options };
  checkTable({ columns, target });
  if (settings.validation) checkTable(settings.validation, columns.length);
  const loss = lossFunctions(settings.loss);
  const binned = columns.map((column) =>
    binColumn(column, Math.max(2, Math.min(settings.maxBins, MAX_BINS))),
  );
  const histograms = new Histograms(binned, settings.maxLeaves + 1);
  const random = seededRandom(settings.seed);
  const base = Math.fround(loss.constant(Float64Array.from(target)));
  const predictions = new Float64Array(target.length).fill(base);
  const pull = new Float64Array(target.length);
  const gain = new Float64Array(columns.length);
  const trees: Tree[] = [];
  const watch = settings.validation && new Validation(settings.validation, base, loss);

  while (trees.length < settings.trees && !watch?.isOver(trees.length, settings.patience)) {
    for (let row = 0; row < pull.length; row++) pull[row] = loss.pull(target[row] - predictions[row]);
    const rows = random.choose(Math.ceil(target.length * settings.rowShare), target.length);
    const features = random.choose(Math.ceil(columns.length * settings.columnShare), columns.length);
    const leafValue = (leaf: Int32Array) => shrunk(leaf, target, predictions, loss, settings);
    const grown = growTree(
      { columns: binned, histograms, features, rows, pull },
      growthRules(settings),
      leafValue,
    );
    grown.addTo(predictions);
    addGains(gain, grown);
    trees.push(grown.tree);
    watch?.add(grown.tree, trees.length);
  }
  return { features: columns.length, base, trees: watch ? trees.slice(0, watch.bestTrees) : trees, gain };
}

/** What a leaf answers: the best constant for what is still wrong, less for few rows, times the learning rate. */
function shrunk(
  rows: Int32Array,
  target: Float64Array,
  predictions: Float64Array,
  loss: LossFunctions,
  { learningRate, l2 }: BoostOptions,
): number {
  const residuals = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) residuals[i] = target[rows[i]] - predictions[rows[i]];
  return learningRate * loss.constant(residuals) * (rows.length / (rows.length + l2));
}

function growthRules({ maxLeaves, maxDepth, minLeafRows, l2 }: BoostOptions): GrowthRules {
  return { maxLeaves, maxDepth, minLeafRows: Math.max(1, minLeafRows), l2 };
}
