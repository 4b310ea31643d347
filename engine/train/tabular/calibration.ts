// When the model says 80 %, is it so in 80 of 100 rows? Rows by what was said, and what came.

/** Rows whose share lies between two tenths. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Mean of what was said. */
  readonly said: number;
  /** Share of the rows in which it was so. */
  readonly came: number;
}

export interface Calibration {
  /** Without those that are empty. */
  readonly bins: readonly CalibrationBin[];
  /** Mean distance of said and came, by rows (expected calibration error). */
  readonly error: number;
}

const BINS = 10;

/** `came`: 1 where it was so, else 0. */
export function calibrationOf(said: Float64Array, came: (row: number) => number): Calibration {
  const rows = new Int32Array(BINS);
  const saidSum = new Float64Array(BINS);
  const cameSum = new Float64Array(BINS);
  said.forEach((share, row) => {
    const bin = Math.min(Math.floor(share * BINS), BINS - 1);
    rows[bin]++;
    saidSum[bin] += share;
    cameSum[bin] += came(row);
  });
  const bins = Array.from(rows, (n, i) => ({
    from: i / BINS,
    to: (i + 1) / BINS,
    rows: n,
    said: saidSum[i] / n,
    came: cameSum[i] / n,
  })).filter((bin) => bin.rows > 0);
  const error = bins.reduce((sum, bin) => sum + bin.rows * Math.abs(bin.said - bin.came), 0) / said.length;
  return { bins, error };
}
