// The workflow that `millrace new` makes of a model and a table, and what it can say better once the model has been looked at.

import { basename, resolve } from "node:path";
import { applyCommand } from "../../engine/document/apply.ts";
import { toRelativePath } from "../../engine/document/paths.ts";
import type { NodeDocument, WorkflowDocument } from "../../engine/document/types.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import type { ModelFacts } from "../../engine/sdk/services.ts";
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

/** A classifier whose file names its classes gets columns named after them; a param that was set stays as it is. */
export async function planScaffold(scaffolded: WorkflowDocument, set: readonly string[], services: Services) {
  const { catalog, host } = services;
  const document = await applySettings(scaffolded, set, catalog);
  const plan = await makePlan(document, catalog, { host });
  const planned = plan.nodes.find(({ id }) => id === "model");
  const facts = planned?.facts as ModelFacts | null | undefined;
  const isSet = document.nodes.some(({ id, params }) => id === "model" && "scoreNames" in params);
  if (isSet || !facts?.outputs.some(({ labels }) => labels)) return { document, plan };
  const named = applyCommand(document, {
    do: "set-param",
    id: "model",
    param: "scoreNames",
    value: "classes",
  });
  return { document: named, plan: await makePlan(named, catalog, { host }) };
}
