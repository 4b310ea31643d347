// The names of a model's classes: those given, else a file of them, else what the model file says.

import { MillraceError } from "../../../engine/sdk/errors.ts";
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
  const text = new TextDecoder().decode(await host.files.readAll(params.labelsFile, signal));
  const fileLabels = namesIn(text);
  // Numbers instead, or the names in the model file, would be labels that nobody chose.
  if (!fileLabels?.length) throw noLabels(params.labelsFile, text);
  return { model, fileLabels };
}

function noLabels(file: string, text: string): MillraceError {
  return new MillraceError("LABELS_UNREADABLE", {
    message: "The file names no labels.",
    file,
    expected: "one label a line, a JSON list, or an object of numbers and names",
    got: text.slice(0, 40),
    hint: "Take the file of labels that came with the model, or write the labels line by line.",
  });
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
