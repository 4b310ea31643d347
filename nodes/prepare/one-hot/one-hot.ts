// one-hot: adds a column of 0 and 1 for each category of a column.

import * as z from "zod/mini";
import { FixedColumn } from "../../../engine/frames/column.ts";
import { withFields, type NewColumn } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, column, json, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { addCategories, codesOf, sortedCategories } from "../../_shared/categories.ts";
import { duplicateIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { UNKNOWN_HINT, UnknownCategories } from "../../_shared/unknown-categories.ts";
import { dropFailed } from "../../_shared/row-selection.ts";

export default defineNode({
  kind: "one-hot",
  version: 1,
  category: "prepare",
  title: "One-hot",
  summary: "Adds a column of 0 and 1 for each category of a column.",
  keywords: ["encode", "dummy", "dummies", "categorical"],
  params: paramsOf({
    column: column({ title: "Column", help: "The column with the categories." }),
    categories: json<string[]>(() => z.array(z.string()), {
      title: "Categories",
      help: "One column each, in this order; learned from data when empty.",
      fitted: true,
      default: [],
    }),
    prefix: text({
      title: "Prefix",
      help: "Stands before the category's name; empty = the column's name and _.",
      default: "",
    }),
    unknown: choice(["zeros", "fail"], {
      title: "Other values",
      help: "What happens to a missing value or one that is not in the list.",
      labels: { zeros: "All columns are 0", fail: "The row fails" },
      default: "zeros",
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const fields = params.categories.map((category) => ({
      name: columnName(params, category),
      type: { type: "float32" } as const,
      nullable: false,
    }));
    const issues = [
      ...unknownColumnIssues(inputs.in, [params.column], "params.column"),
      ...duplicateIssues({ fields: [...inputs.in.fields, ...fields] }, "params.categories"),
    ];
    if (fields.length === 0) {
      issues.push({
        code: "NOT_FITTED",
        severity: "error",
        path: "params.categories",
        message: `The categories of "${params.column}" are not known yet.`,
        expected: "a list of categories",
        got: "none",
        hint: "Name them, or let the node learn from data: the button in its settings, or `millrace fit FLOW`.",
      });
    }
    return { outputs: { out: withFields(inputs.in, fields) }, issues };
  },

  open: () => new UnknownCategories(),

  map(frame, ctx) {
    const { params, state } = ctx;
    const source = frame.column(params.column);
    const codes = codesOf(source, params.categories);
    const failures = new Map<number, RowError>();
    if (params.unknown === "fail") {
      codes.forEach((code, row) => {
        if (code >= 0) return;
        const cause = `"${params.column}" has the unknown category ${JSON.stringify(source.get(row))}.`;
        failures.set(row, { code: "CATEGORY_UNKNOWN", cause, hint: UNKNOWN_HINT, column: params.column });
      });
    } else state.count(params.column, source, codes);
    const added = params.categories.map((category, i): NewColumn => {
      const values = new Float32Array(frame.length);
      for (let row = 0; row < values.length; row++) if (codes[row] === i) values[row] = 1;
      const hot = new FixedColumn({ type: "float32" }, frame.length, { values, validity: null });
      return { name: columnName(params, category), column: hot, nullable: false };
    });
    return dropFailed(frame.with(added, ctx.outputs.out), failures, ctx, frame);
  },

  close: (ctx) => ctx.state.warn(ctx, "All their columns are 0.", "unknown"),

  async fit(frames, { params }) {
    const seen = new Set<string>();
    for await (const frame of frames) addCategories(frame.column(params.column), seen);
    return { categories: sortedCategories(seen) };
  },
});

function columnName({ column: name, prefix }: { column: string; prefix: string }, category: string): string {
  return (prefix || `${name}_`) + category;
}
