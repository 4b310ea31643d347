// How good are answers to rows that were not learned from? The figures of each kind of target.

import {
  accuracy,
  areaUnderCurve,
  brier,
  classFigures,
  likeliest,
  logLoss,
  type ClassFigures,
} from "../class-measure.ts";
import {
  coverage,
  explainedVariance,
  meanAbsoluteError,
  meanPinball,
  rootMeanSquaredError,
} from "../measure.ts";
import { calibrationOf, type Calibration } from "./calibration.ts";
import type { Answers } from "./predict.ts";
import type { Task } from "./target.ts";

/** By name; see docs/training.md for what each means. NaN where it has no meaning. */
export type Figures = Readonly<Record<string, number>>;

export interface ClassReport extends ClassFigures {
  readonly name: string;
  /** Against all other classes. */
  readonly auc: number;
}

export interface QuantileReport {
  readonly alpha: number;
  readonly pinball: number;
  /** Share of the rows below it; `alpha` is meant. */
  readonly below: number;
}

export interface Measured {
  readonly figures: Figures;
  readonly classes: readonly ClassReport[] | null;
  readonly quantiles: readonly QuantileReport[] | null;
  readonly calibration: Calibration | null;
}

/** The figure that training makes small: its name, and whether smaller is better is plain. */
export function mainFigure(task: Task): "rmse" | "pinball" | "logLoss" {
  return task.kind === "number" ? "rmse" : task.kind === "quantiles" ? "pinball" : "logLoss";
}

/** The share of rows that the outer quantiles are meant to hold between them; null where there are none. */
export function meantBetween(task: Task): number | null {
  if (task.kind !== "quantiles" || task.alphas.length < 2) return null;
  return task.alphas[task.alphas.length - 1] - task.alphas[0];
}

/** The main figure alone. */
export function errorOf(task: Task, target: Float64Array, answers: Answers): number {
  switch (task.kind) {
    case "number":
      return rootMeanSquaredError(target, answers[0]);
    case "quantiles":
      return meanOf(task.alphas.map((alpha, i) => meanPinball(target, answers[i], alpha)));
    case "classes":
      return logLoss(target, answers);
  }
}

export function measure(task: Task, target: Float64Array, answers: Answers): Measured {
  switch (task.kind) {
    case "number":
      return {
        figures: {
          rmse: rootMeanSquaredError(target, answers[0]),
          mae: meanAbsoluteError(target, answers[0]),
          r2: explainedVariance(target, answers[0]),
        },
        classes: null,
        quantiles: null,
        calibration: null,
      };
    case "quantiles":
      return measureQuantiles(task.alphas, target, answers);
    case "classes":
      return measureClasses(task.names, target, answers);
  }
}

function measureQuantiles(alphas: readonly number[], target: Float64Array, answers: Answers): Measured {
  const quantiles = alphas.map((alpha, i) => ({
    alpha,
    pinball: meanPinball(target, answers[i], alpha),
    below: coverage(target, new Float64Array(target.length).fill(-Infinity), answers[i]),
  }));
  const [low, high] = [answers[0], answers[answers.length - 1]];
  const middle = alphas.indexOf(0.5);
  return {
    figures: {
      pinball: meanOf(quantiles.map(({ pinball }) => pinball)),
      ...(middle >= 0 && { mae: meanAbsoluteError(target, answers[middle]) }),
      ...(alphas.length > 1 && {
        coverage: coverage(target, low, high),
        width: meanAbsoluteError(high, low),
      }),
    },
    classes: null,
    quantiles,
    calibration: null,
  };
}

function measureClasses(names: readonly string[], target: Float64Array, shares: Answers): Measured {
  const named = likeliest(shares);
  const classes = names.map((name, code) => ({
    name,
    ...classFigures(target, named, code),
    auc: areaUnderCurve((row) => target[row] === code, shares[code]),
  }));
  const isPair = names.length === 2;
  // Of two classes the second is the one that is looked for: yes of no and yes, 1 of 0 and 1.
  const highest =
    named.length === 0 ? new Float64Array() : Float64Array.from(named, (code, row) => shares[code][row]);
  return {
    figures: {
      logLoss: logLoss(target, shares),
      accuracy: accuracy(target, named),
      auc: isPair
        ? classes[1].auc
        : meanOf(classes.map(({ auc }) => auc).filter((auc) => !Number.isNaN(auc))),
      f1: isPair ? classes[1].f1 : meanOf(classes.map(({ f1 }) => f1).filter((f1) => !Number.isNaN(f1))),
      brier: brier(target, shares),
    },
    classes,
    quantiles: null,
    calibration: isPair
      ? calibrationOf(shares[1], (row) => target[row])
      : calibrationOf(highest, (row) => Number(target[row] === named[row])),
  };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}
