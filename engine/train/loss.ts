// What does a model learn: the mean (squared error) or a quantile (pinball loss)? Each loss is three small functions.

import { select } from "./select.ts";

export type Loss = { readonly kind: "squared" } | { readonly kind: "quantile"; readonly alpha: number };

export interface LossFunctions {
  /** The best constant for these values (they may be reordered). */
  constant(values: Float64Array): number;
  /** Which way, and how strongly, a prediction should move: minus the derivative of the loss. */
  pull(residual: number): number;
  /** The loss of one residual (target − prediction). */
  loss(residual: number): number;
}

export function lossFunctions(loss: Loss): LossFunctions {
  switch (loss.kind) {
    case "squared":
      return { constant: mean, pull: (residual) => residual, loss: (residual) => residual * residual };
    case "quantile":
      return quantileLoss(loss.alpha);
  }
}

function quantileLoss(alpha: number): LossFunctions {
  return {
    constant: (values) => quantileAmong(values, alpha),
    pull: (residual) => (residual > 0 ? alpha : residual < 0 ? alpha - 1 : 0),
    loss: (residual) => pinball(residual, alpha),
  };
}

/** The loss whose minimum is the quantile `alpha`: alpha per unit too low, 1 − alpha per unit too high. */
export function pinball(residual: number, alpha: number): number {
  return residual > 0 ? alpha * residual : (alpha - 1) * residual;
}

/** The quantile of ascending values, interpolated between neighbours; 0 of none. */
export function quantileOf(sorted: Float64Array, alpha: number): number {
  if (sorted.length === 0) return 0;
  const position = alpha * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

/** The same of values in any order, which it moves. */
function quantileAmong(values: Float64Array, alpha: number): number {
  if (values.length === 0) return 0;
  const position = alpha * (values.length - 1);
  const below = Math.floor(position);
  const low = select(values, below);
  if (below + 1 === values.length) return low;
  let high = Infinity;
  for (let i = below + 1; i < values.length; i++) if (values[i] < high) high = values[i];
  return low + (high - low) * (position - below);
}

/** The mean, summed in the order of the values; 0 of none. */
function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
