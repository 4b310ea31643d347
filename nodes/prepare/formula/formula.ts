// formula: adds columns computed from other columns of the row.

import { withFields, type Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { keyValues, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { compileExpression, type Expression } from "../../_shared/expression/expression.ts";
import { loadLanguage } from "../../_shared/expression/language.ts";
import { withinTime } from "../../_shared/expression/patterns.ts";
import { dropFailed } from "../../_shared/row-selection.ts";

interface Formula {
  readonly name: string;
  readonly expression: Expression;
}

interface Compiled {
  readonly formulas: readonly Formula[];
  readonly schema: Schema;
  readonly issues: readonly NodeIssue[];
}

export default defineNode({
  kind: "formula",
  version: 1,
  category: "prepare",
  title: "Formula",
  summary: "Adds columns computed from other columns of the row.",
  keywords: ["calculate", "compute", "expression", "math", "derive", "new", "function", "if"],
  params: paramsOf({
    columns: keyValues({
      title: "Columns",
      help: "Column name to expression, such as price * quantity. Later ones can use earlier ones; an existing name is replaced.",
      values: "expression",
      example: { total: "price * qty", dear: "total > 100" },
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: () => loadLanguage(),

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const { formulas, schema, issues } = compileAll(params.columns, inputs.in);
    const pending = Object.keys(params.columns).filter((name) => !formulas.some((one) => one.name === name));
    return { outputs: { out: schema }, issues, pending };
  },

  async open({ params, inputs }) {
    await loadLanguage();
    const { formulas, issues } = compileAll(params.columns, inputs.in);
    const [issue] = issues;
    if (issue)
      throw new MillraceError(issue.code, {
        message: issue.message,
        hint: issue.hint ?? "Mend the formula.",
      });
    return formulas;
  },

  map(frame, ctx) {
    let result: Frame = frame;
    const failures = new Map<number, RowError>();
    for (const { name, expression } of ctx.state) {
      const rows = result;
      const evaluated = withinTime(expression, ctx, () => expression.evaluate(rows));
      for (const [row, error] of evaluated.failures) failures.set(row, { ...error, column: name });
      result = result.with([{ name, column: evaluated.column }]);
    }
    return dropFailed(result, failures, ctx, frame);
  },
});

function compileAll(columns: Readonly<Record<string, string>>, input: Schema): Compiled {
  let schema = input;
  const formulas: Formula[] = [];
  const issues: NodeIssue[] = [];
  const failed = new Set<string>();
  for (const [name, text] of Object.entries(columns)) {
    const compiled = compileExpression(text, schema, `params.columns.${name}`);
    // What reads the column of a formula that has an issue has none of its own.
    issues.push(...compiled.issues.filter(({ misses }) => typeof misses !== "string" || !failed.has(misses)));
    if (!compiled.expression) {
      failed.add(name);
      continue;
    }
    formulas.push({ name, expression: compiled.expression });
    schema = withFields(schema, [{ name, type: compiled.expression.type, nullable: true }]);
  }
  return { formulas, schema, issues };
}
