// target-encode: gives each category the mean of a target in the data it was learned from.

import * as z from "zod/mini";
import { FixedColumn } from "../../../engine/frames/column.ts";
import { field, withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { column, json, number, optionalColumn, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { categoryText, codesOf } from "../../_shared/categories.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { isNumber, numbersOf } from "../../_shared/number-results.ts";

export default defineNode({
  kind: "target-encode",
  version: 1,
  category: "prepare",
  title: "Target codes",
  summary: "Gives each category the mean that a target had with it.",
  keywords: ["encoding", "categorical", "mean", "likelihood", "smoothing", "cardinality"],
  params: paramsOf({
    column: column({ title: "Column", help: "The column with the categories." }),
    target: optionalColumn({
      title: "Target",
      help:
        "The column of numbers whose mean is learned; only learning looks at it. A model that is trained on the rows the means were " +
        "learned from knows their targets already: learn from other rows.",
      of: "number",
    }),
    smoothing: number({
      title: "Smoothing",
      help: "Each category is given so many rows with the mean of all, so that rare ones do not go by chance.",
      unit: "rows",
      min: 0,
      default: 10,
    }),
    means: json<Record<string, number>>(() => z.record(z.string(), z.number()), {
      title: "Means",
      help: "Category to the mean of its target; learned from data when empty.",
      fitted: true,
      default: {},
    }),
    mean: number({
      title: "Mean of all",
      help: "What a missing value or another category is given; learned.",
      fitted: true,
      default: 0,
    }),
    output: text({ title: "New column", help: "Name of the result.", minLength: 1, default: "target_mean" }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const { column: source, target, means, output } = params;
    const added = field(output, "float64", false);
    const issues: NodeIssue[] = [
      ...unknownColumnIssues(schema, [source], "params.column"),
      ...clashIssues(schema, [added], ["output"]),
      // Rows to be scored later need not have the target any more.
      ...typeIssues(
        schema,
        [target],
        "params.target",
        isNumber,
        "a number",
        "Cast the column to a number first.",
      ),
    ];
    if (Object.keys(means).length === 0) {
      if (target !== "") issues.push(...unknownColumnIssues(schema, [target], "params.target"));
      issues.push(notFitted(source, target));
    }
    return { outputs: { out: withFields(schema, [added]) }, issues };
  },

  map(frame, { params, outputs }) {
    const means = Object.values(params.means);
    const codes = codesOf(frame.column(params.column), Object.keys(params.means));
    const values = Float64Array.from(codes, (code) => (code < 0 ? params.mean : means[code]));
    const added = new FixedColumn({ type: "float64" }, frame.length, { values, validity: null });
    return frame.with([{ name: params.output, column: added }], outputs.out);
  },

  async fit(frames, { params }) {
    const seen = new Map<string, { sum: number; rows: number }>();
    let sum = 0;
    let rows = 0;
    for await (const frame of frames) {
      const source = frame.column(params.column);
      const targets = numbersOf(frame.column(params.target));
      for (let row = 0; row < source.length; row++) {
        const cell = source.get(row);
        const target = targets[row];
        if (!Number.isFinite(target)) continue;
        sum += target;
        rows++;
        if (cell === null) continue;
        const category = categoryText(cell);
        const own = seen.get(category);
        if (!own) seen.set(category, { sum: target, rows: 1 });
        else {
          own.sum += target;
          own.rows++;
        }
      }
    }
    const mean = rows === 0 ? 0 : sum / rows;
    const sorted = [...seen].sort(([a], [b]) => (a < b ? -1 : 1));
    const means = sorted.map(([category, own]) => [
      category,
      (own.sum + params.smoothing * mean) / (own.rows + params.smoothing),
    ]);
    return { mean, means: Object.fromEntries(means) as Record<string, number> };
  },
});

function notFitted(source: string, target: string): NodeIssue {
  const common = { severity: "error", expected: "means by category", got: "none" } as const;
  if (target === "")
    return {
      ...common,
      code: "PARAM_REQUIRED",
      path: "params.target",
      message: "Target is not set yet, and no means are.",
      expected: "a column of numbers",
      hint: "Choose the column whose mean is to be learned.",
    };
  return {
    ...common,
    code: "NOT_FITTED",
    path: "params.means",
    message: `The means of "${target}" by "${source}" are not known yet.`,
    hint: "Let the node learn from data: the button in its settings, or `millrace fit FLOW`.",
  };
}
