// What learns from the rows of a table? Ensembles on its bins, by rules that fit their number.

import { binColumn, MAX_BINS, type BinnedColumn } from "../bins.ts";
import { Boosting } from "../boosting.ts";
import type { Crew } from "../crew/crew.ts";
import type { EnsembleRules } from "../crew/grower.ts";
import { Rounds } from "../crew/rounds.ts";
import { SharedArrays } from "../crew/shared-arrays.ts";
import type { ObjectiveSpec } from "../objective.ts";
import { Sampling } from "../sampling.ts";
import type { RowSplit } from "./split-rows.ts";
import type { Task } from "./target.ts";

/** What the trees look at, what they are to say, and the rows they may learn from. */
export interface FitRows {
  readonly columns: readonly Float32Array[];
  readonly target: Float64Array;
  readonly task: Task;
  readonly learn: Int32Array;
}

const MAX_LEAVES = 31;
const MAX_DEPTH = 10;
const MIN_LEAF_ROWS = 20;
/** Rows of a leaf beyond the quantile that it says: of fewer, it is that of the rows it has seen and of no others. */
const TAIL_ROWS = 10;
const SMALLEST_PART = 40;
/** What each tree sees of rows and columns: trees that differ err less together, and grow in half of the time. */
const ROW_SHARE = 0.7;
const COLUMN_SHARE = 0.7;
/** Smaller steps predict a little better, for twice the time: only where that is short. */
const CAREFUL_RATE = 0.05;
const LEARNING_RATE = 0.1;
export const MANY_ROWS = 20_000;

/** The rows that are learned from, cut into bins, as all see them who grow trees. */
export class Learner {
  readonly rows: FitRows;
  readonly #columns: readonly BinnedColumn[];
  readonly #target: Float64Array;
  readonly #arrays: SharedArrays;
  readonly #crew: Crew;

  constructor(rows: FitRows, crew: Crew) {
    const arrays = new SharedArrays(crew.helps);
    this.rows = rows;
    this.#crew = crew;
    this.#arrays = arrays;
    this.#target = arrays.doubles(rows.target.length);
    this.#target.set(rows.target);
    this.#columns = rows.columns.map((column) => {
      const { cuts, bins } = binColumn(column, MAX_BINS);
      const shared = arrays.bytes(bins.length);
      shared.set(bins);
      return { cuts, bins: shared };
    });
  }

  /** An ensemble for each of what is to be said, all on the same rows. */
  boostings(specs: readonly ObjectiveSpec[], { learn, held }: RowSplit, seed: number): Boosting[] {
    const rows = { features: this.#columns.length, target: this.#target, learn, watch: held };
    const sampling = new Sampling(
      rows,
      { rowShare: ROW_SHARE, columnShare: COLUMN_SHARE, seed },
      this.#arrays,
    );
    return specs.map((spec) => {
      const rules = rulesFor(this.rows.learn.length, spec);
      return new Boosting(rows, spec, rules, sampling, this.#arrays);
    });
  }

  rounds(boostings: readonly Boosting[]): Rounds {
    const table = { columns: this.#columns, target: this.#target };
    return new Rounds(boostings, table, this.#arrays, this.#crew);
  }
}

function rulesFor(rows: number, spec: ObjectiveSpec): EnsembleRules {
  const isFlat = spec.kind === "quantile";
  const leafRows = isFlat ? TAIL_ROWS / Math.min(spec.alpha, 1 - spec.alpha) : MIN_LEAF_ROWS;
  return {
    learningRate: rows < MANY_ROWS ? CAREFUL_RATE : LEARNING_RATE,
    maxLeaves: MAX_LEAVES,
    maxDepth: MAX_DEPTH,
    // Of few rows a leaf may hold few, or there is no tree.
    minLeafRows: Math.max(2, Math.min(Math.ceil(leafRows), Math.floor(rows / SMALLEST_PART))),
    l2: 1,
  };
}
