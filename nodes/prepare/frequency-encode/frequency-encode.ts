// frequency-encode: gives each category the share of rows that had it in the data it was learned from.

import * as z from "zod/mini";
import { FixedColumn } from "../../../engine/frames/column.ts";
import { field, withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, column, json, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { categoryText, codesOf } from "../../_shared/categories.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { unknownColumnIssues } from "../../_shared/column-issues.ts";
import { UNKNOWN_HINT, UnknownCategories } from "../../_shared/unknown-categories.ts";
import { dropFailed } from "../../_shared/row-selection.ts";

export default defineNode({
  kind: "frequency-encode",
  version: 1,
  category: "prepare",
  title: "Frequency codes",
  summary: "Gives each category the share of rows that had it.",
  keywords: ["encoding", "categorical", "count", "share", "cardinality"],
  params: paramsOf({
    column: column({ title: "Column", help: "The column with the categories." }),
    frequencies: json<Record<string, number>>(() => z.record(z.string(), z.number()), {
      title: "Frequencies",
      help: "Category to its share of all rows with a value, 0 to 1; learned from data when empty.",
      fitted: true,
      default: {},
    }),
    unknown: choice(["zero", "fail"], {
      title: "Other values",
      help: "What happens to a missing value or one that is not in the list.",
      labels: { zero: "0", fail: "The row fails" },
      default: "zero",
    }),
    output: text({ title: "New column", help: "Name of the result.", minLength: 1, default: "frequency" }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const added = field(params.output, "float64", false);
    const issues: NodeIssue[] = [
      ...unknownColumnIssues(inputs.in, [params.column], "params.column"),
      ...clashIssues(inputs.in, [added], ["output"]),
    ];
    if (Object.keys(params.frequencies).length === 0)
      issues.push({
        code: "NOT_FITTED",
        severity: "error",
        path: "params.frequencies",
        message: `How frequent the categories of "${params.column}" are is not known yet.`,
        expected: "a share for each category",
        got: "none",
        hint: "Let the node learn from data: the button in its settings, or `millrace fit FLOW`.",
      });
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  open: () => new UnknownCategories(),

  map(frame, ctx) {
    const { params, state } = ctx;
    const categories = Object.keys(params.frequencies);
    const shares = Object.values(params.frequencies);
    const source = frame.column(params.column);
    const codes = codesOf(source, categories);
    const failures = new Map<number, RowError>();
    if (params.unknown === "fail")
      codes.forEach((code, row) => {
        if (code >= 0) return;
        const cause = `"${params.column}" has the unknown category ${JSON.stringify(source.get(row))}.`;
        failures.set(row, { code: "CATEGORY_UNKNOWN", cause, hint: UNKNOWN_HINT, column: params.column });
      });
    else state.count(params.column, source, codes);
    const values = Float64Array.from(codes, (code) => (code < 0 ? 0 : shares[code]));
    const added = new FixedColumn({ type: "float64" }, frame.length, { values, validity: null });
    return dropFailed(
      frame.with([{ name: params.output, column: added }], ctx.outputs.out),
      failures,
      ctx,
      frame,
    );
  },

  close: (ctx) => ctx.state.warn(ctx, "Their share is 0.", "unknown"),

  async fit(frames, { params }) {
    const counts = new Map<string, number>();
    let rows = 0;
    for await (const frame of frames) {
      const source = frame.column(params.column);
      for (let row = 0; row < source.length; row++) {
        const cell = source.get(row);
        if (cell === null) continue;
        const category = categoryText(cell);
        counts.set(category, (counts.get(category) ?? 0) + 1);
        rows++;
      }
    }
    const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
    return { frequencies: Object.fromEntries(sorted.map(([category, count]) => [category, count / rows])) };
  },
});
