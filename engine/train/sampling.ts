// What do the trees of a round see? Rows and columns by chance; the same for all ensembles that learn from the same rows.

import type { GrowingRound } from "./crew/grower.ts";
import type { SharedArrays } from "./crew/shared-arrays.ts";
import { seededRandom, type Random } from "./random.ts";

export interface SamplingRules {
  /** Share of the rows and of the columns that each round sees. */
  readonly rowShare: number;
  readonly columnShare: number;
  readonly seed: number;
}

export interface SampledRows {
  readonly features: number;
  /** Ascending. */
  readonly learn: Int32Array;
  /** Ascending; predicted, but never learned from. */
  readonly watch: Int32Array;
}

export class Sampling {
  /** What was chosen last. */
  readonly round: GrowingRound;
  readonly #rows: SampledRows;
  readonly #rules: SamplingRules;
  readonly #random: Random;
  #begun = 0;

  constructor(rows: SampledRows, rules: SamplingRules, arrays: SharedArrays) {
    const { learn, watch, features } = rows;
    this.#rows = rows;
    this.#rules = rules;
    this.#random = seededRandom(rules.seed);
    this.round = {
      rows: arrays.ints(learn.length),
      unseen: arrays.ints(learn.length + watch.length),
      features: arrays.ints(features),
      counts: arrays.ints(3),
    };
  }

  /** Chooses for a round (the first is 1), where nobody has yet. Those that are under way must be at the same one. */
  begin(round: number): void {
    if (this.#begun === round) return;
    this.#begun = round;
    const { learn, watch, features: all } = this.#rows;
    const { rowShare, columnShare } = this.#rules;
    const { rows, unseen, features, counts } = this.round;
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
