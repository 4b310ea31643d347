// How does an ensemble grow round by round? It learns from some rows of a table and is watched on others.

import type { BinnedColumn } from "./bins.ts";
import { growTree, type GrowthRules } from "./grow-tree.ts";
import { Histograms } from "./histogram.ts";
import { objectiveOf, type Gradients, type Objective, type ObjectiveSpec } from "./objective.ts";
import { seededRandom, type Random } from "./random.ts";
import type { BoostedTrees, Tree } from "./tree.ts";

/** A table cut into bins, the target of every row, and which rows are for what. */
export interface BoostingRows {
  readonly columns: readonly BinnedColumn[];
  readonly target: Float64Array;
  /** Ascending. */
  readonly learn: Int32Array;
  /** Ascending; predicted, but never learned from. */
  readonly watch: Int32Array;
}

export interface BoostingRules extends GrowthRules {
  /** How much of its answer each tree gives. */
  readonly learningRate: number;
  /** Share of the rows and of the columns that each round sees. */
  readonly rowShare: number;
  readonly columnShare: number;
  readonly seed: number;
}

/**
 * An ensemble that grows by one tree for each output a round. The same input gives the same trees to the last bit: sums
 * run in row order, and randomness is seeded.
 */
export class Boosting {
  readonly #rows: BoostingRows;
  readonly #rules: BoostingRules;
  readonly #objective: Objective;
  readonly #random: Random;
  readonly #histograms: Histograms;
  readonly #base: Float64Array;
  readonly #scores: readonly Float64Array[];
  readonly #gradients: Gradients;
  /** By output. */
  readonly #trees: readonly Tree[][];
  /** By round, then by feature. */
  readonly #gains: Float64Array[] = [];

  constructor(rows: BoostingRows, spec: ObjectiveSpec, rules: BoostingRules) {
    this.#rows = rows;
    this.#rules = rules;
    this.#objective = objectiveOf(spec);
    this.#random = seededRandom(rules.seed);
    this.#histograms = new Histograms(rows.columns, rules.maxLeaves + 1);
    const { outputs, weighs } = this.#objective;
    const { length } = rows.target;
    const perOutput = () => Array.from({ length: outputs }, () => new Float64Array(length));
    this.#base = this.#objective.base(rows.target, rows.learn).map(Math.fround);
    this.#scores = perOutput().map((scores, output) => scores.fill(this.#base[output]));
    this.#gradients = { pull: perOutput(), weight: weighs ? perOutput() : null };
    this.#trees = Array.from({ length: outputs }, () => []);
  }

  get rounds(): number {
    return this.#gains.length;
  }

  /** One more tree for each output. */
  grow(): void {
    const { columns, target, learn, watch } = this.#rows;
    const { learningRate, rowShare, columnShare, l2 } = this.#rules;
    const objective = this.#objective;
    const gradients = this.#gradients;
    const scores = this.#scores;
    const histograms = this.#histograms;
    const rows = this.#share(learn, rowShare);
    objective.fill(gradients, target, scores, rows);
    const unseen = rows === learn ? watch : without(learn, rows, watch);
    const features = this.#random.choose(Math.ceil(columns.length * columnShare), columns.length);
    const gains = new Float64Array(columns.length);
    // All trees of a round are grown on the scores before it.
    const grown = this.#trees.map((_, output) => {
      const pull = gradients.pull[output];
      const weight = gradients.weight && gradients.weight[output];
      const step = (leaf: Int32Array) =>
        learningRate * objective.step(leaf, output, { target, scores, gradients, l2 });
      return growTree({ columns, histograms, features, rows, pull, weight }, this.#rules, step);
    });
    grown.forEach((one, output) => {
      one.addTo(scores[output], unseen);
      for (const split of one.splits) gains[split.feature] += split.gain;
      this.#trees[output].push(one.tree);
    });
    this.#gains.push(gains);
  }

  /** Mean loss of the rows that are watched. */
  watchLoss(): number {
    return this.#objective.loss(this.#rows.target, this.#scores, this.#rows.watch);
  }

  /** The ensembles of all outputs after so many rounds. Their gain is that of all of them together. */
  ensembles(rounds: number): BoostedTrees[] {
    const features = this.#rows.columns.length;
    const gain = new Float64Array(features);
    for (const gains of this.#gains.slice(0, rounds)) gains.forEach((value, i) => (gain[i] += value));
    return this.#trees.map((trees, output) => ({
      features,
      base: this.#base[output],
      trees: trees.slice(0, rounds),
      gain,
    }));
  }

  #share(rows: Int32Array, share: number): Int32Array {
    if (share >= 1) return rows;
    const chosen = this.#random.choose(Math.ceil(rows.length * share), rows.length);
    for (let i = 0; i < chosen.length; i++) chosen[i] = rows[chosen[i]];
    return chosen;
  }
}

/** The rows of `all` that are not among `some` (both ascending), and `others`. */
function without(all: Int32Array, some: Int32Array, others: Int32Array): Int32Array {
  const out = new Int32Array(all.length - some.length + others.length);
  let next = 0;
  let count = 0;
  for (const row of all) {
    if (some[next] === row) next++;
    else out[count++] = row;
  }
  out.set(others, count);
  return out;
}
