// log-scale: takes logarithms of numbers, so that factors become distances.

import { withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, columnList, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { numberColumn, numbersOf, suffixedFields, suffixedIssues } from "../../_shared/number-results.ts";
import { dropFailed } from "../../_shared/row-selection.ts";

const WAYS = ["log1p", "symmetric", "ln", "log10", "log2"] as const;
type Way = (typeof WAYS)[number];

const compute: Readonly<Record<Way, (x: number) => number>> = {
  log1p: Math.log1p,
  symmetric: (x) => Math.sign(x) * Math.log1p(Math.abs(x)),
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
};

/** A value must be more than this to have a logarithm. */
const above: Readonly<Record<Way, number>> = { log1p: -1, symmetric: -Infinity, ln: 0, log10: 0, log2: 0 };

export default defineNode({
  kind: "log-scale",
  version: 1,
  category: "prepare",
  title: "Log scale",
  summary: "Takes logarithms of numbers, so that few large values do not hide the others.",
  keywords: ["logarithm", "log1p", "ln", "skew", "transform", "power"],
  params: paramsOf({
    columns: columnList({ title: "Columns", help: "Columns of numbers.", of: "number", min: 1 }),
    way: choice(WAYS, {
      title: "Logarithm",
      help: "log(1 + x) keeps 0 at 0. The symmetric one does the same with negative numbers, on their side.",
      labels: {
        log1p: "log(1 + x)",
        symmetric: "sign(x) · log(1 + |x|)",
        ln: "Natural",
        log10: "Base 10",
        log2: "Base 2",
      },
      default: "log1p",
    }),
    outside: choice(["fail", "empty"], {
      title: "No logarithm",
      help: "What happens to a number that has none, such as 0 or less. Empty cells and NaN stay what they are.",
      labels: { fail: "The row fails", empty: "The cell is empty" },
      default: "fail",
    }),
    suffix: text({
      title: "Suffix",
      help: "Added to a column's name for its result; empty = the result takes its place.",
      default: "_log",
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    const { columns, suffix, outside } = params;
    if (!inputs.in) return { outputs: {} };
    const fields = suffixedFields(inputs.in, columns, suffix, outside === "empty" ? true : undefined);
    return {
      outputs: { out: withFields(inputs.in, fields) },
      issues: suffixedIssues(inputs.in, columns, suffix),
    };
  },

  map(frame, ctx) {
    const { columns, way, suffix, outside } = ctx.params;
    const failures = new Map<number, RowError>();
    const added = [...new Set(columns)].map((name) => {
      const source = frame.column(name);
      const numbers = numbersOf(source);
      const isOutside = (row: number) => numbers[row] <= above[way];
      const values = numbers.map((value, row) => (isOutside(row) ? NaN : compute[way](value)));
      if (outside === "fail")
        numbers.forEach((value, row) => {
          if (!isOutside(row)) return;
          const cause = `"${name}" is ${value}, and only numbers above ${above[way]} have this logarithm.`;
          const hint = 'Take the symmetric one, or let "No logarithm" (outside) make the cell empty.';
          failures.set(row, { code: "LOGARITHM_NONE", cause, hint, column: name });
        });
      const column = numberColumn(
        values,
        (row) => source.isNull(row) || (outside === "empty" && isOutside(row)),
      );
      return { name: name + suffix, column };
    });
    return dropFailed(frame.with(added, ctx.outputs.out), failures, ctx, frame);
  },
});
