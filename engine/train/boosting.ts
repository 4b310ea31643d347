// How does an ensemble grow round by round? It learns from some rows of a table and is watched on others.

import { grownSize, readGrown } from "./crew/grown-trees.ts";
import type { EnsembleRules, GrowingEnsemble } from "./crew/grower.ts";
import type { SharedArrays } from "./crew/shared-arrays.ts";
import { addGains } from "./grow-tree.ts";
import { objectiveOf, type Objective, type ObjectiveSpec } from "./objective.ts";
import { seededRandom, type Random } from "./random.ts";
import type { BoostedTrees, Tree } from "./tree.ts";

/** The target of every row, and which rows are for what. */
export interface BoostingRows {
  readonly features: number;
  readonly target: Float64Array;
  /** Ascending. */
  readonly learn: Int32Array;
  /** Ascending; predicted, but never learned from. */
  readonly watch: Int32Array;
}

export interface BoostingRules extends EnsembleRules {
  /** Share of the rows and of the columns that each round sees. */
  readonly rowShare: number;
  readonly columnShare: number;
  readonly seed: number;
}

/**
 * An ensemble that grows by one tree for each output a round. The same input gives the same trees to the last bit, whoever
 * grows them: sums run in row order, randomness is seeded, and all trees of a round are grown on the scores before it.
 */
export class Boosting {
  readonly outputs: number;
  /** What those see who grow its trees. */
  readonly shared: GrowingEnsemble;
  readonly #rows: BoostingRows;
  readonly #rules: BoostingRules;
  readonly #objective: Objective;
  readonly #random: Random;
  readonly #base: Float64Array;
  /** By output. */
  readonly #trees: readonly Tree[][];
  /** By round, then by feature. */
  readonly #gains: Float64Array[] = [];

  constructor(rows: BoostingRows, spec: ObjectiveSpec, rules: BoostingRules, arrays: SharedArrays) {
    this.#rows = rows;
    this.#rules = rules;
    this.#objective = objectiveOf(spec);
    this.#random = seededRandom(rules.seed);
    const { outputs, weighs } = this.#objective;
    const { target, learn, watch, features } = rows;
    const perOutput = (length: number) => Array.from({ length: outputs }, () => arrays.doubles(length));
    this.outputs = outputs;
    this.#base = this.#objective.base(target, learn).map(Math.fround);
    this.shared = {
      spec,
      rules,
      scores: perOutput(target.length).map((scores, output) => scores.fill(this.#base[output])),
      gradients: { pull: perOutput(target.length), weight: weighs ? perOutput(target.length) : null },
      round: {
        rows: arrays.ints(learn.length),
        unseen: arrays.ints(learn.length + watch.length),
        features: arrays.ints(features),
        counts: arrays.ints(3),
      },
      grown: perOutput(grownSize(rules.maxLeaves)),
    };
    this.#trees = Array.from({ length: outputs }, () => []);
  }

  get rounds(): number {
    return this.#gains.length;
  }

  /** Chooses what the trees of the next round see. */
  begin(): void {
    const { learn, watch, features: all } = this.#rows;
    const { rowShare, columnShare } = this.#rules;
    const { rows, unseen, features, counts } = this.shared.round;
    const chosen =
      rowShare < 1 ? this.#random.choose(Math.ceil(learn.length * rowShare), learn.length) : null;
    counts[0] = chosen ? chosen.length : learn.length;
    counts[1] = chosen ? parted(learn, chosen, rows, unseen) : 0;
    if (!chosen) rows.set(learn);
    unseen.set(watch, counts[1]);
    counts[1] += watch.length;
    const columns = this.#random.choose(Math.ceil(all * columnShare), all);
    features.set(columns);
    counts[2] = columns.length;
  }

  /** Takes the trees of the round, when all are grown. */
  end(): void {
    const gains = new Float64Array(this.#rows.features);
    this.shared.grown.forEach((numbers, output) => {
      const grown = readGrown(numbers);
      addGains(gains, grown);
      this.#trees[output].push(grown.tree);
    });
    this.#gains.push(gains);
  }

  /** Mean loss of the rows that are watched. */
  watchLoss(): number {
    return this.#objective.loss(this.#rows.target, this.shared.scores, this.#rows.watch);
  }

  /** The ensembles of all outputs after so many rounds. Their gain is that of all of them together. */
  ensembles(rounds: number): BoostedTrees[] {
    const { features } = this.#rows;
    const gain = new Float64Array(features);
    for (const gains of this.#gains.slice(0, rounds)) gains.forEach((value, i) => (gain[i] += value));
    return this.#trees.map((trees, output) => ({
      features,
      base: this.#base[output],
      trees: trees.slice(0, rounds),
      gain,
    }));
  }
}

/** Writes the rows of `all` at the places `chosen` (ascending) to one side, and the others to the other; answers how many those are. */
function parted(all: Int32Array, chosen: Int32Array, rows: Int32Array, others: Int32Array): number {
  let next = 0;
  let count = 0;
  for (let at = 0; at < all.length; at++) {
    if (next < chosen.length && chosen[next] === at) rows[next++] = all[at];
    else others[count++] = all[at];
  }
  return count;
}
