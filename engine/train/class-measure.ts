// How good are the shares that a model gives to classes? The measures of reports and model cards.

/** By class, then by row. */
export type Shares = readonly Float64Array[];

/** The class with the largest share of each row, the first of equal ones. */
export function likeliest(shares: Shares): Int32Array {
  return Int32Array.from(shares[0], (_, row) => {
    let best = 0;
    for (let k = 1; k < shares.length; k++) if (shares[k][row] > shares[best][row]) best = k;
    return best;
  });
}

/** The share of rows whose class is named. */
export function accuracy(target: Float64Array, named: Int32Array): number {
  return average(target, (code, row) => Number(code === named[row]));
}

/** Beyond it a class that was ruled out and came would cost infinitely much. */
const LEAST_SHARE = 1e-15;

/** Mean of −log of the share of the class that it was. */
export function logLoss(target: Float64Array, shares: Shares): number {
  return average(target, (code, row) => -Math.log(Math.max(shares[code][row], LEAST_SHARE)));
}

/** Mean squared distance of the shares from what was: of two classes that of the second, of more the sum over all. */
export function brier(target: Float64Array, shares: Shares): number {
  const distance = (k: number, row: number) => (shares[k][row] - Number(target[row] === k)) ** 2;
  if (shares.length === 2) return average(target, (_, row) => distance(1, row));
  return average(target, (_, row) => shares.reduce((sum, __, k) => sum + distance(k, row), 0));
}

/**
 * The chance that a row of the class has a larger score than a row that is not of it; equal scores count half. NaN where
 * there are no such rows.
 */
export function areaUnderCurve(isOf: (row: number) => boolean, scores: Float64Array): number {
  const order = Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[a] - scores[b]);
  let rankSum = 0;
  let positives = 0;
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && scores[order[to]] === scores[order[from]]) to++;
    // Rows with equal scores share the mean of their ranks, which count from 1.
    for (let i = from; i < to; i++) {
      if (!isOf(order[i])) continue;
      positives++;
      rankSum += (from + to + 1) / 2;
    }
    from = to;
  }
  const negatives = order.length - positives;
  return positives === 0 || negatives === 0
    ? NaN
    : (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

export interface ClassFigures {
  readonly rows: number;
  /** Of the rows named so, the share that were so. NaN where none was named so. */
  readonly precision: number;
  /** Of the rows that were so, the share named so. NaN where none was so. */
  readonly recall: number;
  /** Harmonic mean of both; 0 where no row was named rightly. */
  readonly f1: number;
}

export function classFigures(target: Float64Array, named: Int32Array, code: number): ClassFigures {
  let rows = 0;
  let saidSo = 0;
  let right = 0;
  for (let row = 0; row < target.length; row++) {
    if (target[row] === code) rows++;
    if (named[row] === code) saidSo++;
    if (target[row] === code && named[row] === code) right++;
  }
  const sum = rows + saidSo;
  return { rows, precision: right / saidSo, recall: right / rows, f1: sum === 0 ? NaN : (2 * right) / sum };
}

function average(target: Float64Array, measure: (value: number, row: number) => number): number {
  let sum = 0;
  for (let row = 0; row < target.length; row++) sum += measure(target[row], row);
  return target.length === 0 ? NaN : sum / target.length;
}
