// The workflow that `millrace new` makes of a model and a table, and what it can say better once the model has been looked at.

import { basename, resolve } from "node:path";
import { applyCommands } from "../../engine/document/apply.ts";
import type { Command } from "../../engine/document/command.ts";
import { toRelativePath } from "../../engine/document/paths.ts";
import type { NodeDocument, WorkflowDocument } from "../../engine/document/types.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import type { ModelFacts } from "../../engine/sdk/services.ts";
import type { CsvFacts } from "../../nodes/sources/csv/probe.ts";
import { applySettings } from "./overrides.ts";
import type { Services } from "./session.ts";

/** csv → onnx → write-csv: the model adds its columns, all others pass through. */
export function workflowFor(model: string, input: string, output: string, folder: string): WorkflowDocument {
  const path = (file: string) => toRelativePath(folder, resolve(file));
  const node = (id: string, kind: string, title: string, params: NodeDocument["params"]): NodeDocument => {
    return { id, kind, version: 1, title, params };
  };
  return {
    format: "millrace",
    version: 1,
    nodes: [
      node("input", "csv", basename(input), { path: path(input) }),
      node("model", "onnx", basename(model), { model: path(model) }),
      node("output", "write-csv", basename(output), { path: path(output) }),
    ],
    edges: [
      { from: "input.out", to: "model.in" },
      { from: "model.out", to: "output.in" },
    ],
    view: { nodes: { input: { x: 0, y: 0 }, model: { x: 280, y: 0 }, output: { x: 560, y: 0 } } },
  };
}

/**
 * What can be said better once the files have been looked at: a classifier whose file names its classes gets columns
 * named after them, and the output is spelled as the input is. A param that was set stays as it is.
 */
export async function planScaffold(scaffolded: WorkflowDocument, set: readonly string[], services: Services) {
  const { catalog, host } = services;
  const document = await applySettings(scaffolded, set, catalog);
  const plan = await makePlan(document, catalog, { host });
  const factsOf = (node: string) => plan.nodes.find(({ id }) => id === node)?.facts;
  const better = [
    ...modelParams(factsOf("model") as ModelFacts | null | undefined),
    ...outputParams(factsOf("input") as CsvFacts | null | undefined),
  ].filter(({ id, param }) => !document.nodes.some((node) => node.id === id && param in node.params));
  if (better.length === 0) return { document, plan };
  const improved = applyCommands(document, better);
  return { document: improved, plan: await makePlan(improved, catalog, { host }) };
}

type SetParam = Extract<Command, { do: "set-param" }>;

function modelParams(facts: ModelFacts | null | undefined): SetParam[] {
  const isNamed = facts?.outputs.some(({ labels }) => labels) ?? false;
  return isNamed ? [{ do: "set-param", id: "model", param: "scoreNames", value: "classes" }] : [];
}

/** Whoever reads the input can then read the output. Commas, points and LF are what write-csv does by itself. */
function outputParams(facts: CsvFacts | null | undefined): SetParam[] {
  if (!facts) return [];
  const set = (param: string, value: string): SetParam => ({ do: "set-param", id: "output", param, value });
  const delimiter = String.fromCharCode(facts.dialect.delimiter);
  return [
    ...(delimiter === "," ? [] : [set("delimiter", delimiter === "\t" ? "tab" : delimiter)]),
    ...(facts.dialect.decimalComma ? [set("decimal", "comma")] : []),
    ...(facts.crlf ? [set("lineEnd", "crlf")] : []),
  ];
}
