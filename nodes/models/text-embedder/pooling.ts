// One vector for a text, out of those of its tokens: their mean, the first one, or what the model gives for the whole text already.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { ModelFacts, Tensor, TensorSpec } from "../../../engine/sdk/services.ts";
import { formatSpec } from "../../_shared/model-input.ts";
import { floatsOf } from "../../_shared/open-model.ts";

export type Pooling = "mean" | "first" | "none";

/** Names by which models call what stands for a whole text, and for its tokens; the former are preferred. */
const WHOLE = /sentence|pool|embedding/i;

const isNumbers = ({ dtype }: TensorSpec) =>
  dtype === "float32" || dtype === "float16" || dtype === "float64";

/** The output that holds vectors; `wanted` names it, or is empty. */
export function vectorOutput({ path, outputs }: ModelFacts, wanted: string): TensorSpec {
  const fits = (spec: TensorSpec) => isNumbers(spec) && (spec.shape.length === 2 || spec.shape.length === 3);
  const fitting = outputs.filter((spec) => fits(spec) && (wanted === "" || spec.name === wanted));
  const whole = fitting.find(({ name, shape }) => shape.length === 2 && WHOLE.test(name));
  const found = whole ?? fitting[0];
  if (found) return found;
  throw new MillraceError("MODEL_OUTPUT_UNKNOWN", {
    message: wanted === "" ? "The model gives no vectors." : `The model has no vectors called "${wanted}".`,
    file: path,
    expected: "an output float32[N,size] or float32[N,tokens,size]",
    got: outputs.map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", "),
    hint: "Choose the output with the vectors, or another model.",
  });
}

/** Several vectors a text have to become one; a single one is taken as it is. */
export function poolingOf(choice: Pooling | "auto", { shape }: TensorSpec): Pooling {
  if (shape.length === 2) return "none";
  return choice === "auto" || choice === "none" ? "mean" : choice;
}

/** One vector for each text of a batch, back to back. `lengths` are the tokens that each one has of its own. */
export function pool(answer: Tensor, lengths: readonly number[], pooling: Pooling): Float32Array {
  const data = floatsOf(answer);
  if (pooling === "none") return data.slice();
  const [texts, tokens, size] = answer.dims;
  const vectors = new Float32Array(texts * size);
  for (let text = 0; text < texts; text++) {
    const from = text * tokens * size;
    const read = pooling === "first" ? 1 : Math.min(lengths[text], tokens);
    for (let at = 0; at < size; at++) {
      let sum = 0;
      for (let token = 0; token < read; token++) sum += data[from + token * size + at];
      vectors[text * size + at] = read > 0 ? sum / read : 0;
    }
  }
  return vectors;
}

/** Divides a vector by its length; answers false for one that has none. */
export function toUnit(vector: Float32Array): boolean {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!(length > 0)) return false;
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return true;
}
