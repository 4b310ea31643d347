// filter: keeps the rows for which a condition is true.

import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { expression, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { compileExpression } from "../../_shared/expression/expression.ts";
import { loadLanguage } from "../../_shared/expression/language.ts";
import { withinTime } from "../../_shared/expression/patterns.ts";
import { takeMasked } from "../../_shared/row-selection.ts";

export default defineNode({
  kind: "filter",
  version: 1,
  category: "prepare",
  title: "Filter rows",
  summary: "Keeps the rows for which a condition is true.",
  keywords: ["where", "if", "remove", "drop", "exclude", "select", "query", "search"],
  params: paramsOf({
    condition: expression({
      title: "Condition",
      help: "An expression that is true or false for a row, such as score >= 0.5. A row for which it is unknown (null) is left out.",
      setting: true,
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],
  leavesOut: true,

  probe: () => loadLanguage(),

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    return { outputs: { out: inputs.in }, issues: conditionIssues(params.condition, inputs.in) };
  },

  async open({ params, inputs }) {
    await loadLanguage();
    const { expression: compiled, issues } = compileExpression(
      params.condition,
      inputs.in,
      "params.condition",
    );
    if (compiled) return compiled;
    throw new MillraceError(issues[0].code, {
      message: issues[0].message,
      hint: issues[0].hint ?? "Mend the condition.",
    });
  },

  map(frame, ctx) {
    const { mask, failures } = withinTime(ctx.state, ctx, () => ctx.state.test(frame));
    if (failures.size === 0) return takeMasked(frame, mask);
    for (const [row, error] of failures) ctx.fail(frame, row, error);
    return takeMasked(frame, mask);
  },
});

function conditionIssues(condition: string, schema: Schema): readonly NodeIssue[] {
  const { expression: compiled, issues } = compileExpression(condition, schema, "params.condition");
  if (!compiled && condition.trim() === "")
    return issues.map((issue) => ({ ...issue, message: "The condition is not written yet." }));
  if (!compiled || compiled.type.type === "bool") return issues;
  return [
    {
      code: "CONDITION_TYPE",
      severity: "error",
      port: "in",
      path: "params.condition",
      message: `The condition gives ${compiled.type.type}, not true or false.`,
      expected: "true or false",
      got: compiled.type.type,
      hint: "Compare it with something, for example: score >= 0.5",
    },
  ];
}
