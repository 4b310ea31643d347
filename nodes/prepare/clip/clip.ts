// clip: keeps numbers within limits.

import { withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { columnList, optionalNumber, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { numberColumn, numbersOf, suffixedFields, suffixedIssues } from "../../_shared/number-results.ts";

export default defineNode({
  kind: "clip",
  version: 1,
  category: "prepare",
  title: "Clip",
  summary: "Sets numbers beyond a limit to the limit.",
  keywords: ["clamp", "limit", "cap", "floor", "ceiling", "winsorize", "bounds", "outliers"],
  params: paramsOf({
    columns: columnList({
      title: "Columns",
      help: "Columns of numbers; the results are float64.",
      of: "number",
      min: 1,
    }),
    low: optionalNumber({
      title: "Lower limit",
      help: "What is less becomes this; open = no limit.",
      setting: true,
    }),
    high: optionalNumber({
      title: "Upper limit",
      help: "What is more becomes this; open = no limit.",
      setting: true,
    }),
    suffix: text({
      title: "Suffix",
      help: "Added to a column's name for its result; empty = the result takes its place.",
      default: "",
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    const { columns, suffix } = params;
    if (!inputs.in) return { outputs: {} };
    const out = withFields(inputs.in, suffixedFields(inputs.in, columns, suffix));
    return {
      outputs: { out },
      issues: [...suffixedIssues(inputs.in, columns, suffix), ...limitIssues(params)],
    };
  },

  map(frame, { params, outputs }) {
    const low = params.low ?? -Infinity;
    const high = params.high ?? Infinity;
    const added = [...new Set(params.columns)].map((name) => {
      const source = frame.column(name);
      // NaN is neither less nor more, and stays.
      const values = numbersOf(source).map((value) => (value < low ? low : value > high ? high : value));
      return { name: name + params.suffix, column: numberColumn(values, (row) => source.isNull(row)) };
    });
    return frame.with(added, outputs.out);
  },
});

function limitIssues({
  low,
  high,
}: {
  readonly low: number | null;
  readonly high: number | null;
}): NodeIssue[] {
  if (low === null && high === null)
    return [
      {
        code: "PARAM_REQUIRED",
        severity: "error",
        path: "params.low",
        message: "Neither limit is set.",
        expected: "a lower or an upper limit, or both",
        got: "none",
        hint: "Set one of them.",
      },
    ];
  if (low === null || high === null || low <= high) return [];
  return [
    {
      code: "PARAM_INVALID",
      severity: "error",
      path: "params.low",
      message: `The lower limit ${low} is above the upper one, ${high}.`,
      expected: `at most ${high}`,
      got: String(low),
      hint: "Set them the other way round.",
      fix: {
        label: "Swap them",
        commands: [
          { do: "set-param", id: "", param: "low", value: high },
          { do: "set-param", id: "", param: "high", value: low },
        ],
      },
    },
  ];
}
