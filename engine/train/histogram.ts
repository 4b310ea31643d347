// What do the rows of a leaf add up to, for each column and bin? Counted, or got by taking one side of a split from the whole.

import { MISSING_BIN, type BinnedColumn } from "./bins.ts";

/** Numbers in a slot: the sum of the pull, the sum of the weight, the number of rows. */
export const STRIDE = 3;
export const WEIGHT = 1;
export const ROWS = 2;

/**
 * One array for all columns and the three numbers of a slot, because those are used together. The slots of a column are
 * its bins and behind them the missing values. Where every row weighs 1 the weight is not counted: the rows are.
 */
export interface Histogram {
  readonly cells: Float64Array;
  readonly weighted: boolean;
}

/** Where the cells of each column begin, and the last one's end. */
export interface HistogramLayout {
  readonly from: Int32Array;
  /** By column: the cell of the missing values. */
  readonly missing: Int32Array;
  readonly size: number;
}

/** Histograms of one table. Their memory is used again: a tree needs as many as it has leaves, and there are many trees. */
export class Histograms {
  readonly layout: HistogramLayout;
  readonly #columns: readonly BinnedColumn[];
  readonly #free: Float64Array[] = [];
  #pulls: Float64Array = new Float64Array(0);
  #weights: Float64Array = new Float64Array(0);

  constructor(columns: readonly BinnedColumn[]) {
    this.#columns = columns;
    this.layout = layoutOf(columns);
  }

  /** Adds up pull and weight (null: 1 each) of the given rows, in their order, for the columns asked for. */
  build(features: Int32Array, rows: Int32Array, pull: Float64Array, weight: Float64Array | null): Histogram {
    const cells = this.#free.pop()?.fill(0) ?? new Float64Array(this.layout.size);
    this.#pulls = gathered(pull, rows, this.#pulls);
    if (weight) this.#weights = gathered(weight, rows, this.#weights);
    for (const feature of features) {
      const { bins } = this.#columns[feature];
      const from = this.layout.from[feature];
      const missing = this.layout.missing[feature];
      if (weight) addWeighted(cells, bins, rows, from, missing, this.#pulls, this.#weights);
      else addUnweighted(cells, bins, rows, from, missing, this.#pulls);
    }
    return { cells, weighted: weight !== null };
  }

  /** What is left of a histogram when a part of its rows is taken out, in its place: for a tenth of the work of counting. */
  subtract(whole: Histogram, part: Histogram): Histogram {
    const { cells } = whole;
    const taken = part.cells;
    for (let i = 0; i < cells.length; i++) cells[i] -= taken[i];
    return whole;
  }

  /** Nobody looks at it any more. */
  release({ cells }: Histogram): void {
    this.#free.push(cells);
  }
}

function layoutOf(columns: readonly BinnedColumn[]): HistogramLayout {
  const from = new Int32Array(columns.length);
  const missing = new Int32Array(columns.length);
  let size = 0;
  columns.forEach(({ cuts }, i) => {
    from[i] = size;
    missing[i] = size + (cuts.thresholds.length + 1) * STRIDE;
    size = missing[i] + STRIDE;
  });
  return { from, missing, size };
}

// Two loops, because a question asked for each row and column is half of the time.

function addWeighted(
  cells: Float64Array,
  bins: Uint8Array,
  rows: Int32Array,
  from: number,
  missing: number,
  pulls: Float64Array,
  weights: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const bin = bins[rows[i]];
    const cell = bin === MISSING_BIN ? missing : from + bin * STRIDE;
    cells[cell] += pulls[i];
    cells[cell + WEIGHT] += weights[i];
    cells[cell + ROWS]++;
  }
}

function addUnweighted(
  cells: Float64Array,
  bins: Uint8Array,
  rows: Int32Array,
  from: number,
  missing: number,
  pulls: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const bin = bins[rows[i]];
    const cell = bin === MISSING_BIN ? missing : from + bin * STRIDE;
    cells[cell] += pulls[i];
    cells[cell + ROWS]++;
  }
}

/** The values at the rows, side by side, in `space` where it is large enough. */
function gathered(values: Float64Array, rows: Int32Array, space: Float64Array): Float64Array {
  const out = space.length >= rows.length ? space : new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]];
  return out;
}
