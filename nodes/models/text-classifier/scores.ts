// Which numbers of a model are the scores of its classes, and how do they become shares?

import type { ModelFacts, TensorSpec } from "../../../engine/sdk/services.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { formatSpec } from "../../_shared/model-input.ts";

export type Activation = "none" | "softmax" | "sigmoid";

const SCORE_NAMES = /logit|prob|score/i;

/** The output with one number for each class; `wanted` names it, or is empty. */
export function scoreOutput({ path, outputs }: ModelFacts, wanted: string): TensorSpec {
  const isScores = ({ dtype, shape }: TensorSpec) =>
    (dtype === "float32" || dtype === "float64") && (shape.length === 2 || shape.length === 1);
  const fitting = outputs.filter((spec) => isScores(spec) && (wanted === "" || spec.name === wanted));
  const found = fitting.find(({ name }) => SCORE_NAMES.test(name)) ?? fitting[0];
  if (found) return found;
  throw new MillraceError("MODEL_OUTPUT_UNKNOWN", {
    message:
      wanted === "" ? "The model gives no scores of classes." : `The model has no scores called "${wanted}".`,
    file: path,
    expected: "an output float32[N,classes]",
    got: outputs.map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", "),
    hint: "Choose the output with one number for each class, or another model.",
  });
}

/** How many classes there are, where the model says it. One number a text is the share of the second of two. */
export function classCount({ shape }: TensorSpec): number | null {
  const width = shape.length === 1 ? 1 : shape[1];
  return typeof width === "number" ? Math.max(2, width) : null;
}

/** Logits are named so by those who export models; anything else is taken to be shares already. */
export function activationOf(choice: Activation | "auto", { name }: TensorSpec, width: number): Activation {
  if (choice !== "auto") return choice;
  if (!/logit/i.test(name)) return "none";
  return width === 1 ? "sigmoid" : "softmax";
}

/** `width` shares a row, in a new array: of one number the shares of two classes. */
export function sharesOf(scores: Float32Array, width: number, activation: Activation): Float32Array {
  if (width === 1) {
    const shares = new Float32Array(2 * scores.length);
    scores.forEach((score, row) => {
      shares[2 * row + 1] = activation === "none" ? score : 1 / (1 + Math.exp(-score));
      shares[2 * row] = 1 - shares[2 * row + 1];
    });
    return shares;
  }
  if (activation === "none") return scores;
  if (activation === "sigmoid") return scores.map((score) => 1 / (1 + Math.exp(-score)));
  const shares = new Float32Array(scores.length);
  for (let from = 0; from < scores.length; from += width) {
    const row = scores.subarray(from, from + width);
    const best = Math.max(...row);
    const sum = row.reduce((total, score) => total + Math.exp(score - best), 0);
    row.forEach((score, i) => void (shares[from + i] = Math.exp(score - best) / sum));
  }
  return shares;
}
