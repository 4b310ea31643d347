// What does one thread do of a round? It fills gradients and grows trees, of whichever ensemble is next.

import type { BinnedColumn } from "../bins.ts";
import { growTree, type GrowthRules } from "../grow-tree.ts";
import { Histograms } from "../histogram.ts";
import {
  objectiveOf,
  type Gradients,
  type Objective,
  type ObjectiveSpec,
  type Scores,
} from "../objective.ts";
import { writeGrown } from "./grown-trees.ts";
import type { Task } from "./task-board.ts";

export interface EnsembleRules extends GrowthRules {
  /** How much of its answer each tree gives. */
  readonly learningRate: number;
}

/** An ensemble that grows, as threads share it. What a round is on is written by whoever offers its tasks. */
export interface GrowingEnsemble {
  readonly spec: ObjectiveSpec;
  readonly rules: EnsembleRules;
  readonly scores: Scores;
  readonly gradients: Gradients;
  readonly round: GrowingRound;
  /** By output; see grown-trees.ts. */
  readonly grown: readonly Float64Array[];
}

/** What the trees of a round see; of each array as many as `counts` says. */
export interface GrowingRound {
  /** Rows they are grown on, ascending. */
  readonly rows: Int32Array;
  /** Other rows, to which they are only added. */
  readonly unseen: Int32Array;
  readonly features: Int32Array;
  /** Of rows, unseen rows and features. */
  readonly counts: Int32Array;
}

/** Ensembles that grow on one table. */
export interface GrowingTable {
  readonly columns: readonly BinnedColumn[];
  readonly target: Float64Array;
  readonly ensembles: readonly GrowingEnsemble[];
}

/** Into so many parts the rows of a round are cut to fill the gradients of several outputs. */
export const FILL_PARTS = 8;

export class Grower {
  readonly #table: GrowingTable;
  readonly #histograms: Histograms;
  readonly #objectives: readonly Objective[];

  constructor(table: GrowingTable) {
    this.#table = table;
    const leaves = table.ensembles.map(({ rules }) => rules.maxLeaves);
    this.#histograms = new Histograms(table.columns, Math.max(...leaves) + 1);
    this.#objectives = table.ensembles.map(({ spec }) => objectiveOf(spec));
  }

  do({ ensemble, does, index }: Task): void {
    if (does === "fill") this.#fill(ensemble, index, FILL_PARTS);
    else this.#grow(ensemble, index);
  }

  #fill(ensemble: number, part: number, parts: number): void {
    const { target, ensembles } = this.#table;
    const { gradients, scores, round } = ensembles[ensemble];
    const [count] = round.counts;
    const at = (share: number) => Math.floor((share * count) / parts);
    const rows = round.rows.subarray(at(part), at(part + 1));
    this.#objectives[ensemble].fill(gradients, target, scores, rows);
  }

  /** Of one output nobody else needs the gradients. */
  #grow(ensemble: number, output: number): void {
    const { columns, target, ensembles } = this.#table;
    const { rules, scores, gradients, round, grown: out } = ensembles[ensemble];
    const objective = this.#objectives[ensemble];
    if (objective.outputs === 1) this.#fill(ensemble, 0, 1);
    const { learningRate, l2 } = rules;
    const [rows, unseen, features] = round.counts;
    const step = (leaf: Int32Array) =>
      learningRate * objective.step(leaf, output, { target, scores, gradients, l2 });
    const grown = growTree(
      {
        columns,
        histograms: this.#histograms,
        features: round.features.subarray(0, features),
        rows: round.rows.subarray(0, rows),
        pull: gradients.pull[output],
        weight: gradients.weight && gradients.weight[output],
      },
      rules,
      step,
    );
    // Only this output's trees look at its scores in this round.
    grown.addTo(scores[output], round.unseen.subarray(0, unseen));
    writeGrown(grown, out[output]);
  }
}
