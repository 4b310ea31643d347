// sigmoid: each raw score becomes a probability of its own.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { FloatType } from "../../_shared/score-columns.ts";
import { planTransform, scoreParams, transformed } from "../../_shared/score-transform.ts";
import { scoredRows } from "../../_shared/scored-rows.ts";

export default defineNode({
  kind: "sigmoid",
  version: 1,
  category: "models",
  title: "Sigmoid",
  summary: "Turns each raw score into a probability between 0 and 1.",
  keywords: ["logistic", "logit", "activation"],
  params: paramsOf(scoreParams("_sigmoid")),
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
    const { rows, data } = scoredRows(frame, params.columns, state.dtype, { fail });
    return rows.with(transformed(rows, params, state.dtype, sigmoid(data)), outputs.out);
  },
});

/** 1 / (1 + e^-x), computed from the side on which e^… is small, so that neither end loses digits. */
export function sigmoid<T extends Float32Array | Float64Array>(scores: T): T {
  const out = new (scores.constructor as new (n: number) => T)(scores.length);
  for (let i = 0; i < scores.length; i++) {
    const x = scores[i];
    if (x >= 0) out[i] = 1 / (1 + Math.exp(-x));
    else {
      const power = Math.exp(x);
      out[i] = power / (1 + power);
    }
  }
  return out;
}
