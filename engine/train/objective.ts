// What do boosted trees learn, and in which direction does each row pull them? One entry for each kind of target.

import { lossFunctions } from "./loss.ts";

export type ObjectiveSpec =
  | { readonly kind: "squared" }
  | { readonly kind: "quantile"; readonly alpha: number }
  /** Target 0 or 1; the score is the log of the odds of 1. */
  | { readonly kind: "logistic" }
  /** Target 0…classes-1; a score for each class. */
  | { readonly kind: "softmax"; readonly classes: number };

/** Scores by output, then by row. */
export type Scores = readonly Float64Array[];

/** What a round needs of each row: minus the first derivative of the loss, and the second (null: 1 for all). */
export interface Gradients {
  readonly pull: readonly Float64Array[];
  readonly weight: readonly Float64Array[] | null;
}

export interface Objective {
  /** Trees of one round. */
  readonly outputs: number;
  /** The best scores without any tree. */
  base(target: Float64Array, rows: Int32Array): Float64Array;
  /** Fills the gradients at the given rows. */
  fill(gradients: Gradients, target: Float64Array, scores: Scores, rows: Int32Array): void;
  readonly weighs: boolean;
  /** The best step for the rows of a leaf. */
  step(leaf: Int32Array, output: number, at: LeafState): number;
  /** Mean loss of the given rows. */
  loss(target: Float64Array, scores: Scores, rows: Int32Array): number;
}

export interface LeafState {
  readonly target: Float64Array;
  readonly scores: Scores;
  readonly gradients: Gradients;
  readonly l2: number;
}

export function objectiveOf(spec: ObjectiveSpec): Objective {
  switch (spec.kind) {
    case "squared":
    case "quantile":
      return residualObjective(spec);
    case "logistic":
      return logistic;
    case "softmax":
      return softmax(spec.classes);
  }
}

/** Losses of target − score. */
function residualObjective(spec: Extract<ObjectiveSpec, { kind: "squared" | "quantile" }>): Objective {
  const { constant, pull, loss } = lossFunctions(spec);
  return {
    outputs: 1,
    weighs: false,
    base: (target, rows) => Float64Array.of(constant(valuesAt(target, rows))),
    fill({ pull: [out] }, target, [score], rows) {
      for (const row of rows) out[row] = pull(target[row] - score[row]);
    },
    step(leaf, _, { target, scores: [score], l2 }) {
      const residuals = new Float64Array(leaf.length);
      for (let i = 0; i < leaf.length; i++) residuals[i] = target[leaf[i]] - score[leaf[i]];
      return constant(residuals) * (leaf.length / (leaf.length + l2));
    },
    loss: (target, [score], rows) => meanOver(rows, (row) => loss(target[row] - score[row])),
  };
}

/** A share of 0 or 1 has no finite score, and rows that are certain weigh nothing. */
const SMALLEST_SHARE = 1e-6;
const SMALLEST_WEIGHT = 1e-16;

// Math.exp and Math.log are those of V8 itself (ported from fdlibm), the same on every system.
const logistic: Objective = {
  outputs: 1,
  weighs: true,
  base(target, rows) {
    const share = clamp(
      meanOver(rows, (row) => target[row]),
      SMALLEST_SHARE,
    );
    return Float64Array.of(Math.log(share / (1 - share)));
  },
  fill({ pull: [pull], weight }, target, [score], rows) {
    const [weights] = weight!;
    for (const row of rows) {
      const share = sigmoid(score[row]);
      pull[row] = target[row] - share;
      weights[row] = Math.max(share * (1 - share), SMALLEST_WEIGHT);
    }
  },
  step: newtonStep,
  loss: (target, [score], rows) =>
    meanOver(rows, (row) => softplus(target[row] > 0 ? -score[row] : score[row])),
};

function softmax(classes: number): Objective {
  const shares = new Float64Array(classes);
  return {
    outputs: classes,
    weighs: true,
    base(target, rows) {
      const counts = new Float64Array(classes);
      for (const row of rows) counts[target[row]]++;
      return counts.map((count) => Math.log(clamp(count / rows.length, SMALLEST_SHARE)));
    },
    fill({ pull, weight }, target, scores, rows) {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i];
        fillShares(shares, scores, row);
        for (let k = 0; k < classes; k++) {
          const share = shares[k];
          const rest = share * (1 - share);
          pull[k][row] = target[row] === k ? 1 - share : -share;
          weight![k][row] = rest < SMALLEST_WEIGHT ? SMALLEST_WEIGHT : rest;
        }
      }
    },
    step: newtonStep,
    loss: (target, scores, rows) =>
      meanOver(rows, (row) => {
        fillShares(shares, scores, row);
        return -Math.log(Math.max(shares[target[row]], Number.MIN_VALUE));
      }),
  };
}

function newtonStep(leaf: Int32Array, output: number, { gradients, l2 }: LeafState): number {
  const pull = gradients.pull[output];
  const weight = gradients.weight![output];
  let pulls = 0;
  let weights = 0;
  for (const row of leaf) {
    pulls += pull[row];
    weights += weight[row];
  }
  return pulls / (weights + l2);
}

/** The shares of the classes at a row, of scores by class. */
export function fillShares(shares: Float64Array, scores: Scores, row: number): void {
  let highest = -Infinity;
  for (let k = 0; k < scores.length; k++) {
    const score = scores[k][row];
    if (score > highest) highest = score;
  }
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += shares[k] = Math.exp(scores[k][row] - highest);
  for (let k = 0; k < scores.length; k++) shares[k] /= sum;
}

export function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** log(1 + eˣ), without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

function clamp(share: number, least: number): number {
  return Math.min(Math.max(share, least), 1 - least);
}

function valuesAt(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]];
  return out;
}

/** Summed in the order of the rows. */
function meanOver(rows: Int32Array, value: (row: number) => number): number {
  let sum = 0;
  for (const row of rows) sum += value(row);
  return rows.length === 0 ? 0 : sum / rows.length;
}
