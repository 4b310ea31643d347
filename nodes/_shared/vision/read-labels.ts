// The names of a model's classes: those given, else a file of them, else what the model file says.

import type { HostServices, ModelFacts } from "../../../engine/sdk/services.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { classNames, namesIn } from "../proposal/model-metadata.ts";

export interface LabelParams {
  readonly labels: readonly string[];
  readonly labelsFile: string;
}

/** What `probe` of a kind with a model and labels finds. */
export interface LabelledModel {
  readonly model: ModelFacts;
  /** From the file of labels; null without one. */
  readonly fileLabels: readonly string[] | null;
}

export async function readLabelledModel(
  params: LabelParams & { readonly model: string },
  host: HostServices,
  signal: AbortSignal,
): Promise<LabelledModel> {
  const model = await host.models.describe(params.model, signal);
  if (params.labelsFile === "") return { model, fileLabels: null };
  const bytes = await host.files.readAll(params.labelsFile, signal);
  return { model, fileLabels: namesIn(new TextDecoder().decode(bytes)) };
}

/** null where nobody has said them. */
export function labelsOf({ labels }: LabelParams, facts: LabelledModel): readonly string[] | null {
  if (labels.length > 0) return labels;
  return facts.fileLabels ?? classNames(facts.model.metadata);
}

/** As many labels as classes, where both are known. */
export function labelCountIssues(
  labels: readonly string[] | null,
  classes: number | null,
  params: LabelParams,
): NodeIssue[] {
  if (!labels || classes === null || labels.length === classes) return [];
  return [
    {
      code: "LABELS_COUNT",
      severity: "error",
      path: `params.${params.labels.length > 0 ? "labels" : "labelsFile"}`,
      message: `The model has ${classes} classes, and there are ${labels.length} labels.`,
      expected: `${classes} labels`,
      got: String(labels.length),
      hint: "Give one label for each class, in the order of the model's outputs.",
    },
  ];
}
