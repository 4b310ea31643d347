// softmax: raw scores of a row become shares of 1.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { FloatType } from "../../_shared/score-columns.ts";
import { planTransform, scoreParams, transformed } from "../../_shared/score-transform.ts";
import { scoredRows } from "../../_shared/scored-rows.ts";

const Params = paramsOf({
  ...scoreParams("_softmax"),
  temperature: number({
    title: "Temperature",
    help: "Scores are divided by it first: above 1 the shares come closer, below 1 they go apart.",
    min: 1e-6,
    default: 1,
  }),
});

export default defineNode({
  kind: "softmax",
  version: 1,
  category: "models",
  title: "Softmax",
  summary: "Turns the raw scores of a row into shares that sum to 1.",
  keywords: ["logits", "activation", "normalise", "normalize", "probabilities"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const { out, issues } = planTransform(inputs.in, params);
    return { outputs: out ? { out } : {}, issues };
  },

  open: ({ inputs, params }): { dtype: FloatType } => ({ dtype: planTransform(inputs.in, params).dtype }),

  map(frame, { params, state, outputs, fail }) {
    const scored = scoredRows(frame, params.columns, state.dtype, { fail });
    const { rows } = scored;
    const first = rows.column(params.columns[0]);
    // Over the last dimension, as models do: the classes of each box, not all boxes together.
    const width = first.layout === "tensor" ? (first.shape.at(-1) ?? 1) : scored.width;
    const shares = softmax(scored.data, width, params.temperature);
    return rows.with(transformed(rows, params, state.dtype, shares), outputs.out);
  },
});

/** Runs of `width` scores as shares. The greatest score is taken off first, so nothing overflows. */
export function softmax<T extends Float32Array | Float64Array>(scores: T, width: number, temperature = 1): T {
  const out = new (scores.constructor as new (n: number) => T)(scores.length);
  for (let base = 0; base < scores.length; base += width) {
    const end = base + width;
    let most = -Infinity;
    for (let i = base; i < end; i++) if (scores[i] > most) most = scores[i];
    let sum = 0;
    for (let i = base; i < end; i++) {
      // Infinite scores share the whole (Infinity - Infinity would be NaN).
      const power = scores[i] === most ? 1 : Math.exp((scores[i] - most) / temperature);
      out[i] = power;
      sum += power;
    }
    for (let i = base; i < end; i++) out[i] /= sum;
  }
  return out;
}
