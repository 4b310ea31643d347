// What do the rows of a leaf add up to, for each column and bin? Counted, or got by taking one side of a split from the whole.

import { MISSING_BIN, type BinnedColumn } from "./bins.ts";
import { histogramMemory, type HistogramCode, type HistogramMemory } from "./kernel/histogram-code.ts";

/** Numbers in a slot: the sum of the pull, the sum of the weight, the number of rows. */
export const STRIDE = 3;
export const WEIGHT = 1;
export const ROWS = 2;

/**
 * One array for all columns and the three numbers of a slot, because those are used together. The slots of a column are
 * its bins and behind them the missing values. Only the columns asked for mean something.
 */
export interface Histogram {
  readonly cells: Float64Array;
  /** Where they lie in the memory, in bytes. */
  readonly place: number;
}

/** Where the cells of each column begin, and the last one's end. */
export interface HistogramLayout {
  readonly from: Int32Array;
  /** By column: the cell of the missing values. */
  readonly missing: Int32Array;
  readonly size: number;
}

/** Bytes of a row's number, of its pull and weight, and of one number of a cell. */
const ROW_BYTES = 4;
const PAIR_BYTES = 16;
const NUMBER_BYTES = 8;

/** Histograms of one table, in memory of their own beside its bins. A tree needs as many as it has leaves and one more; each tree uses them again. */
export class Histograms {
  readonly layout: HistogramLayout;
  readonly #rows: number;
  readonly #code: HistogramCode;
  /** Where the numbers and the pairs of the rows to be added stand, in bytes; the bins of all columns lie before them. */
  readonly #rowsAt: number;
  readonly #pairsAt: number;
  readonly #numbers: Int32Array;
  readonly #pairs: Float64Array;
  readonly #free: Histogram[];

  /** `most`: histograms at one time. */
  constructor(columns: readonly BinnedColumn[], most: number, memoryOf = histogramMemory) {
    this.layout = layoutOf(columns);
    const rows = columns[0]?.bins.length ?? 0;
    this.#rows = rows;
    this.#pairsAt = alignedTo(PAIR_BYTES, columns.length * rows);
    this.#rowsAt = this.#pairsAt + rows * PAIR_BYTES;
    const cellsAt = alignedTo(PAIR_BYTES, this.#rowsAt + rows * ROW_BYTES);
    const histogramBytes = this.layout.size * NUMBER_BYTES;
    const { buffer, code }: HistogramMemory = memoryOf(cellsAt + most * histogramBytes);
    this.#code = code;
    this.#numbers = new Int32Array(buffer, this.#rowsAt, rows);
    this.#pairs = new Float64Array(buffer, this.#pairsAt, rows * 2);
    this.#free = Array.from({ length: most }, (_, i) => {
      const place = cellsAt + i * histogramBytes;
      return { place, cells: new Float64Array(buffer, place, this.layout.size) };
    });
    const bins = new Uint8Array(buffer, 0, columns.length * rows);
    columns.forEach((column, i) => setSlots(bins.subarray(i * rows, (i + 1) * rows), column));
  }

  /** Adds up pull and weight (null: 1 each) of the given rows, in their order, for the columns asked for. */
  build(features: Int32Array, rows: Int32Array, pull: Float64Array, weight: Float64Array | null): Histogram {
    const histogram = this.#free.pop()!;
    const { from, missing } = this.layout;
    for (const feature of features) histogram.cells.fill(0, from[feature], missing[feature] + STRIDE);
    this.#numbers.set(rows);
    this.#setPairs(rows, pull, weight);
    const cellsOf = (feature: number) => histogram.place + from[feature] * NUMBER_BYTES;
    const binsOf = (feature: number) => feature * this.#rows;
    for (let i = 0; i < features.length; i += 2) {
      const [one, two] = [features[i], features[i + 1]];
      const [rowsAt, pairsAt, count] = [this.#rowsAt, this.#pairsAt, rows.length];
      if (i + 1 === features.length) this.#code.addOne(rowsAt, count, pairsAt, binsOf(one), cellsOf(one));
      else this.#code.addTwo(rowsAt, count, pairsAt, binsOf(one), binsOf(two), cellsOf(one), cellsOf(two));
    }
    return histogram;
  }

  /** What is left of a histogram when a part of its rows is taken out, in its place: for a tenth of the work of counting. */
  subtract(features: Int32Array, whole: Histogram, part: Histogram): Histogram {
    const { from, missing } = this.layout;
    for (const feature of features) {
      const at = from[feature] * NUMBER_BYTES;
      this.#code.subtract(whole.place + at, part.place + at, missing[feature] + STRIDE - from[feature]);
    }
    return whole;
  }

  /** Nobody looks at it any more. */
  release(histogram: Histogram): void {
    this.#free.push(histogram);
  }

  #setPairs(rows: Int32Array, pull: Float64Array, weight: Float64Array | null): void {
    const pairs = this.#pairs;
    for (let i = 0, at = 0; i < rows.length; i++, at += 2) {
      const row = rows[i];
      pairs[at] = pull[row];
      pairs[at + 1] = weight === null ? 1 : weight[row];
    }
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

/** The slot of each row: missing values lie behind the last bin. */
function setSlots(slots: Uint8Array, { bins, cuts }: BinnedColumn): void {
  const missing = cuts.thresholds.length + 1;
  for (let row = 0; row < bins.length; row++) slots[row] = bins[row] === MISSING_BIN ? missing : bins[row];
}

function alignedTo(step: number, bytes: number): number {
  return Math.ceil(bytes / step) * step;
}
