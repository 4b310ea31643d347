// ordinal: adds a number for each category: its place in a list.

import * as z from "zod/mini";
import { FixedColumn } from "../../../engine/frames/column.ts";
import { withFields, type NewColumn } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, json, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { addCategories, codesOf, sortedCategories } from "../../_shared/categories.ts";
import { duplicateIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { UNKNOWN_HINT, UnknownCategories } from "../../_shared/unknown-categories.ts";
import { dropFailed } from "../../_shared/row-selection.ts";

export default defineNode({
  kind: "ordinal",
  version: 1,
  category: "prepare",
  title: "Ordinal codes",
  summary: "Adds a number for each category: its place in a list.",
  keywords: ["encode", "label", "categorical", "integer", "id"],
  params: paramsOf({
    columns: json<Record<string, string[]>>(() => z.record(z.string(), z.array(z.string())), {
      title: "Categories",
      help: "Column to its categories in order; the first becomes 0. An empty list is learned from data.",
      fitted: true,
    }),
    suffix: text({
      title: "Suffix",
      help: "Added to a column's name for its codes.",
      minLength: 1,
      default: "_code",
    }),
    unknown: choice(["minus-one", "fail"], {
      title: "Other values",
      help: "What happens to a missing value or one that is not in the list.",
      labels: { "minus-one": "-1", fail: "The row fails" },
      default: "minus-one",
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
    const names = Object.keys(params.columns);
    const fields = names.map((name) => ({
      name: name + params.suffix,
      type: { type: "int32" } as const,
      nullable: false,
    }));
    const empty = names.filter((name) => params.columns[name].length === 0);
    const issues = [
      ...unknownColumnIssues(inputs.in, names, "params.columns"),
      ...duplicateIssues({ fields: [...inputs.in.fields, ...fields] }, "params.suffix"),
      ...empty.map((name) => notFitted(name)),
    ];
    return { outputs: { out: withFields(inputs.in, fields) }, issues };
  },

  open: () => new UnknownCategories(),

  map(frame, ctx) {
    const { columns, suffix, unknown } = ctx.params;
    const failures = new Map<number, RowError>();
    const added = Object.entries(columns).map(([name, categories]): NewColumn => {
      const codes = codesOf(frame.column(name), categories);
      if (unknown === "fail") {
        codes.forEach((code, row) => {
          if (code < 0) failures.set(row, unknownCategory(name, frame.column(name).get(row)));
        });
      } else ctx.state.count(name, frame.column(name), codes);
      const column = new FixedColumn({ type: "int32" }, frame.length, { values: codes, validity: null });
      return { name: name + suffix, column, nullable: false };
    });
    return dropFailed(frame.with(added, ctx.outputs.out), failures, ctx, frame);
  },

  close: (ctx) => ctx.state.warn(ctx, "Their code is -1.", "unknown"),

  async fit(frames, { params }) {
    const open = Object.keys(params.columns).filter((name) => params.columns[name].length === 0);
    const names = open.length > 0 ? open : Object.keys(params.columns);
    const seen = new Map(names.map((name) => [name, new Set<string>()]));
    for await (const frame of frames)
      for (const [name, into] of seen) addCategories(frame.column(name), into);
    const learned = [...seen].map(([name, values]) => [name, sortedCategories(values)] as const);
    return { columns: { ...params.columns, ...Object.fromEntries(learned) } };
  },
});

function notFitted(name: string): NodeIssue {
  return {
    code: "NOT_FITTED",
    severity: "error",
    path: `params.columns.${name}`,
    message: `The categories of "${name}" are not known yet.`,
    expected: "a list of categories",
    got: "none",
    hint: "Name them, or let the node learn from data: the button in its settings, or `millrace fit FLOW`.",
  };
}

function unknownCategory(column: string, value: unknown): RowError {
  const cause =
    value === null
      ? `"${column}" is missing.`
      : `"${column}" has the unknown category ${JSON.stringify(value)}.`;
  return { code: "CATEGORY_UNKNOWN", cause, hint: UNKNOWN_HINT, column };
}
