// min-max: brings number columns into the range 0..1 (or another) and packs them into one tensor.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { number, paramsOf } from "../../../engine/sdk/params.ts";
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
  kind: "min-max",
  version: 1,
  category: "prepare",
  title: "Min-max scale",
  summary: "Brings number columns into one range and packs them into one tensor.",
  keywords: ["normalise", "normalize", "rescale"],
  params: paramsOf({
    columns: scaledColumns,
    min: fittedNumbers({ title: "Smallest values", help: "One for each column; learned from data." }),
    max: fittedNumbers({ title: "Largest values", help: "One for each column; learned from data." }),
    from: number({ title: "Range from", help: "What the smallest value becomes.", default: 0 }),
    to: number({ title: "Range to", help: "What the largest value becomes.", default: 1 }),
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
    const { columns, min, max, output } = params;
    const { out, issues } = scaledSchema(inputs.in, output, columns.length);
    return {
      outputs: { out },
      issues: [
        ...scalingIssues(inputs.in, columns, { min, max }),
        ...issues,
        ...rangeIssues(params.from, params.to),
      ],
    };
  },

  open({ params: { columns, min, max, from, to } }): Scaling {
    // (x - min) / (max - min) * (to - from) + from, as one shift and one factor; a constant column becomes `from`… 0 wide.
    const factor = Float64Array.from(min, (low, k) => (to - from) / (max[k] - low || 1));
    const shift = Float64Array.from(min, (low, k) => low - from / factor[k]);
    return { columns, shift, factor };
  },

  map: (frame, ctx) => scaleFrame(frame, ctx.state, ctx.params.output, ctx.params.nulls === "nan", ctx),

  async fit(frames, { params }) {
    let columns: readonly string[] = params.columns;
    let min: Float64Array | null = null;
    let max = new Float64Array(0);
    for await (const frame of frames) {
      if (!min) {
        if (columns.length === 0) columns = numericColumns(frame.schema);
        min = new Float64Array(columns.length).fill(Infinity);
        max = new Float64Array(columns.length).fill(-Infinity);
      }
      const low = min;
      visitNumbers(frame, columns, (k, value) => {
        if (value < low[k]) low[k] = value;
        if (value > max[k]) max[k] = value;
      });
    }
    // A column without a single value has no range: 0..1 leaves nothing to fail on later.
    const known = (values: Float64Array | null, empty: number) =>
      Array.from(values ?? [], (value) => (Number.isFinite(value) ? value : empty));
    return { columns: [...columns], min: known(min, 0), max: known(max, 1) };
  },
});

function rangeIssues(from: number, to: number): NodeIssue[] {
  if (from !== to) return [];
  return [
    {
      code: "RANGE_EMPTY",
      severity: "error",
      path: "params.to",
      message: `The range from ${from} to ${to} is empty.`,
      expected: "two different numbers",
      got: `${from} and ${to}`,
      hint: "Choose another end, for example 0 and 1.",
    },
  ];
}
