// Which columns does the model go by? By what they gained in training, and by how much worse it is without each.

import { seededRandom } from "../random.ts";
import type { FittedTrees } from "./fit-trees.ts";
import { shuffle } from "./split-rows.ts";

export interface Importance {
  readonly column: string;
  /** Its share of what all columns gained in training. */
  readonly gain: number;
  /** How much the measure got worse when the column's values were put in another order; in the measure's unit. */
  readonly permutation: number;
}

export interface ImportanceInput {
  readonly names: readonly string[];
  readonly sourceOf: readonly number[];
  readonly fitted: FittedTrees;
  /** Of the rows to measure on. */
  readonly columns: readonly Float32Array[];
  readonly seed: number;
  /** The measure of the model on these rows with these columns: the larger, the worse. */
  readonly error: (columns: readonly Float32Array[]) => number;
}

/** The most important first, by permutation, then by gain. Yields after each column. */
export function* importanceOf(input: ImportanceInput): Generator<null, Importance[]> {
  const { names, sourceOf, fitted, columns, seed, error } = input;
  const random = seededRandom(seed);
  const gains = gainShares(fitted, sourceOf, names.length);
  const whole = error(columns);
  const all: Importance[] = [];
  for (const [source, column] of names.entries()) {
    // A column that no tree looks at makes no difference.
    const worse = gains[source] > 0 ? error(permuted(source)) - whole : 0;
    all.push({ column, gain: gains[source], permutation: worse });
    yield null;
  }
  return all.sort((a, b) => b.permutation - a.permutation || b.gain - a.gain);

  /** All that was made of one column moves together. */
  function permuted(source: number): readonly Float32Array[] {
    const order = shuffle(
      Int32Array.from(columns[0], (_, row) => row),
      (n) => random.below(n),
    );
    return columns.map((values, i) =>
      sourceOf[i] === source ? Float32Array.from(order, (row) => values[row]) : values,
    );
  }
}

/** What the trees of a row of ensembles gained; those of classes share one sum. */
function gainShares(fitted: FittedTrees, sourceOf: readonly number[], sources: number): Float64Array {
  const shares = new Float64Array(sources);
  for (const gain of new Set(fitted.map((each) => each.gain)))
    gain.forEach((value, column) => (shares[sourceOf[column]] += value));
  const total = shares.reduce((sum, value) => sum + value, 0);
  return total === 0 ? shares : shares.map((value) => value / total);
}
