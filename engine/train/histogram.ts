// What do the rows of a leaf add up to, for each column and bin? Counted, or got by taking one side of a split from the whole.

import { MISSING_BIN, type BinnedColumn } from "./bins.ts";

// Where modules are run one by one, as in tests, an imported constant is looked up each time.
const MISSING = MISSING_BIN;

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
    for (let i = 0; i < features.length; i += 2) {
      const first = this.#place(features[i]);
      const second = i + 1 < features.length ? this.#place(features[i + 1]) : null;
      if (!second) addOne(cells, first, rows, this.#pulls, weight && this.#weights);
      else if (weight) addWeighted(cells, first, second, rows, this.#pulls, this.#weights);
      else addUnweighted(cells, first, second, rows, this.#pulls);
    }
    return { cells, weighted: weight !== null };
  }

  #place(feature: number): Place {
    const { from, missing } = this.layout;
    return { bins: this.#columns[feature].bins, from: from[feature], missing: missing[feature] };
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

/** A column's bins, and where its cells lie. */
interface Place {
  readonly bins: Uint8Array;
  readonly from: number;
  readonly missing: number;
}

// Most of the time of training goes here. Two columns at a time look up the row and what it adds once; and a loop for each
// case asks nothing in it that is the same for all rows.

function addWeighted(
  cells: Float64Array,
  { bins: bins1, from: from1, missing: missing1 }: Place,
  { bins: bins2, from: from2, missing: missing2 }: Place,
  rows: Int32Array,
  pulls: Float64Array,
  weights: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const pull = pulls[i];
    const weight = weights[i];
    const bin1 = bins1[row];
    const bin2 = bins2[row];
    const cell1 = bin1 === MISSING ? missing1 : from1 + bin1 * STRIDE;
    const cell2 = bin2 === MISSING ? missing2 : from2 + bin2 * STRIDE;
    cells[cell1] += pull;
    cells[cell1 + WEIGHT] += weight;
    cells[cell1 + ROWS]++;
    cells[cell2] += pull;
    cells[cell2 + WEIGHT] += weight;
    cells[cell2 + ROWS]++;
  }
}

function addUnweighted(
  cells: Float64Array,
  { bins: bins1, from: from1, missing: missing1 }: Place,
  { bins: bins2, from: from2, missing: missing2 }: Place,
  rows: Int32Array,
  pulls: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const pull = pulls[i];
    const bin1 = bins1[row];
    const bin2 = bins2[row];
    const cell1 = bin1 === MISSING ? missing1 : from1 + bin1 * STRIDE;
    const cell2 = bin2 === MISSING ? missing2 : from2 + bin2 * STRIDE;
    cells[cell1] += pull;
    cells[cell1 + ROWS]++;
    cells[cell2] += pull;
    cells[cell2 + ROWS]++;
  }
}

/** The last of an odd number of columns. */
function addOne(
  cells: Float64Array,
  { bins, from, missing }: Place,
  rows: Int32Array,
  pulls: Float64Array,
  weights: Float64Array | null,
): void {
  for (let i = 0; i < rows.length; i++) {
    const bin = bins[rows[i]];
    const cell = bin === MISSING ? missing : from + bin * STRIDE;
    cells[cell] += pulls[i];
    if (weights) cells[cell + WEIGHT] += weights[i];
    cells[cell + ROWS]++;
  }
}

/** The values at the rows, side by side, in `space` where it is large enough. */
function gathered(values: Float64Array, rows: Int32Array, space: Float64Array): Float64Array {
  const out = space.length >= rows.length ? space : new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]];
  return out;
}
