// How does an ensemble grow round by round? It learns from some rows of a table and is watched on others.

import { grownSize, readGrown } from "./crew/grown-trees.ts";
import type { EnsembleRules, GrowingEnsemble } from "./crew/grower.ts";
import type { SharedArrays } from "./crew/shared-arrays.ts";
import { addGains } from "./grow-tree.ts";
import { objectiveOf, type Objective, type ObjectiveSpec } from "./objective.ts";
import type { SampledRows, Sampling } from "./sampling.ts";
import type { BoostedTrees, Tree } from "./tree.ts";

/** The target of every row, and which rows are for what. */
export interface BoostingRows extends SampledRows {
  readonly target: Float64Array;
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
  readonly #objective: Objective;
  readonly #sampling: Sampling;
  readonly #base: Float64Array;
  /** By output. */
  readonly #trees: readonly Tree[][];
  /** By round, then by feature. */
  readonly #gains: Float64Array[] = [];

  /** `sampling`: of the same rows. */
  constructor(
    rows: BoostingRows,
    spec: ObjectiveSpec,
    rules: EnsembleRules,
    sampling: Sampling,
    arrays: SharedArrays,
  ) {
    this.#rows = rows;
    this.#objective = objectiveOf(spec);
    this.#sampling = sampling;
    const { outputs, weighs } = this.#objective;
    const { target, learn } = rows;
    const perOutput = (length: number) => Array.from({ length: outputs }, () => arrays.doubles(length));
    this.outputs = outputs;
    this.#base = this.#objective.base(target, learn).map(Math.fround);
    this.shared = {
      spec,
      rules,
      scores: perOutput(target.length).map((scores, output) => scores.fill(this.#base[output])),
      gradients: { pull: perOutput(target.length), weight: weighs ? perOutput(target.length) : null },
      round: sampling.round,
      grown: perOutput(grownSize(rules.maxLeaves)),
    };
    this.#trees = Array.from({ length: outputs }, () => []);
  }

  get rounds(): number {
    return this.#gains.length;
  }

  /** Chooses what the trees of the next round see. */
  begin(): void {
    this.#sampling.begin(this.rounds + 1);
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
