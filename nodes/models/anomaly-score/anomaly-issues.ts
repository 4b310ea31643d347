// What is wrong with the params, columns and reference of an anomaly score, before a run.

import type { Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { planScores } from "../../_shared/score-columns.ts";
import { inputWidth, planAnomalyModel } from "./anomaly-model.ts";
import { needsReference, takesPort, type AnomalyParams } from "./params.ts";
import type { AnomalyFacts } from "./read-facts.ts";

type Inputs = Readonly<Record<string, Schema | undefined>>;

export function anomalyIssues(params: AnomalyParams, inputs: Inputs, facts: AnomalyFacts): NodeIssue[] {
  const { scores, issues } = planScores(inputs.in!, params.columns);
  const width = scores?.count ?? null;
  return [...issues, ...modelIssues(params, width, facts), ...referenceIssues(params, inputs, width, facts)];
}

function modelIssues(params: AnomalyParams, width: number | null, { model }: AnomalyFacts): NodeIssue[] {
  if (params.way === "distance") return [];
  if (!model) return [unset("model", "Model", "a model", "Choose the .onnx file.")];
  const plan = planAnomalyModel(model, params);
  if ("code" in plan) return [plan];
  const wanted = inputWidth(plan);
  if (wanted === null || width === null || wanted === width) return [];
  return [
    {
      code: "MODEL_INPUT_MISMATCH",
      severity: "error",
      path: "params.columns",
      message: `The model takes ${wanted} numbers a row, and the columns have ${width}.`,
      expected: `${wanted} numbers`,
      got: String(width),
      hint: "Choose the columns that it was trained with, in their order.",
    },
  ];
}

function referenceIssues(
  params: AnomalyParams,
  inputs: Inputs,
  width: number | null,
  { file }: AnomalyFacts,
): NodeIssue[] {
  if (!needsReference(params)) return [];
  const why = params.way === "distance" ? "" : " It is needed to find the limit; or set Limit.";
  if (!takesPort(params)) {
    if (params.file === "")
      return [unset("file", "Reference file", "a file", `Choose the file with the reference.${why}`)];
    return file ? sizeIssues(width, file.width) : [];
  }
  const { reference } = inputs;
  if (!reference)
    return [
      {
        code: "INPUT_MISSING",
        severity: "error",
        port: "reference",
        message: `No reference is wired.${why}`,
        expected: "a wire to the port Reference",
        got: "none",
        hint: 'Wire rows that are known to be normal, or set "Reference" to a file.',
      },
    ];
  const { scores, issues } = planScores(reference, params.columns);
  return [
    ...issues.map((issue) => ({ ...issue, port: "reference" })),
    ...sizeIssues(width, scores?.count ?? null),
  ];
}

function sizeIssues(own: number | null, other: number | null): NodeIssue[] {
  if (own === null || other === null || own === other) return [];
  return [
    {
      code: "VECTOR_SIZE",
      severity: "error",
      path: "params.columns",
      message: `The rows have ${own} numbers, and those of the reference ${other}.`,
      expected: `${other} numbers`,
      got: String(own),
      hint: "Make both in the same way.",
    },
  ];
}

function unset(param: string, title: string, expected: string, hint: string): NodeIssue {
  const path = `params.${param}`;
  return {
    code: "PARAM_INVALID",
    severity: "error",
    path,
    message: `${title} is not set yet.`,
    expected,
    got: "nothing",
    hint,
  };
}
