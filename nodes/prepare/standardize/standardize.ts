// standardize: brings number columns to mean 0 and spread 1 and packs them into one tensor.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import {
  numericColumns,
  scaledSchema,
  scaleFrame,
  scalingIssues,
  visitNumbers,
  type Scaling,
} from "../../_shared/scaling.ts";
import { fittedNumbers, missingNumbers, packedColumn, scaledColumns } from "../../_shared/scaling-params.ts";

export default defineNode({
  kind: "standardize",
  version: 1,
  category: "prepare",
  title: "Standardize",
  summary: "Brings number columns to mean 0 and spread 1 and packs them into one tensor.",
  keywords: ["normalise", "normalize", "standardise", "zscore", "scale", "scaler"],
  params: paramsOf({
    columns: scaledColumns,
    mean: fittedNumbers({ title: "Means", help: "One for each column; learned from data." }),
    scale: fittedNumbers({
      title: "Spreads",
      help: "Standard deviations, one for each column; learned from data. 0 counts as 1.",
    }),
    output: packedColumn,
    nulls: missingNumbers,
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const { columns, mean, scale, output } = params;
    const { out, issues } = scaledSchema(inputs.in, output, columns.length);
    return { outputs: { out }, issues: [...scalingIssues(inputs.in, columns, { mean, scale }), ...issues] };
  },

  open({ params: { columns, mean, scale } }): Scaling {
    return { columns, shift: Float64Array.from(mean), factor: Float64Array.from(scale, (s) => 1 / (s || 1)) };
  },

  map: (frame, ctx) => scaleFrame(frame, ctx.state, ctx.params.output, ctx.params.nulls === "nan", ctx),

  async fit(frames, { params }) {
    let columns: readonly string[] = params.columns;
    let count: Float64Array | null = null;
    let mean = new Float64Array(0);
    let squares = new Float64Array(0);
    for await (const frame of frames) {
      if (!count) {
        if (columns.length === 0) columns = numericColumns(frame.schema);
        count = new Float64Array(columns.length);
        mean = new Float64Array(columns.length);
        squares = new Float64Array(columns.length);
      }
      const counts = count;
      // Welford's update: stable where a sum of squares would lose all its digits.
      visitNumbers(frame, columns, (k, value) => {
        counts[k]++;
        const delta = value - mean[k];
        mean[k] += delta / counts[k];
        squares[k] += delta * (value - mean[k]);
      });
    }
    const counts = count ?? new Float64Array(0);
    const scale = Array.from(squares, (sum, k) => (counts[k] > 0 ? Math.sqrt(sum / counts[k]) : 0));
    return { columns: [...columns], mean: Array.from(mean), scale };
  },
});
