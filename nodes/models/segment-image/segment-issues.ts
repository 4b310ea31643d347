// What is wrong with the params of a segmentation, besides what all kinds with a model for pictures say.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { PictureInput } from "../../_shared/vision/picture-input.ts";
import { MOST_CLASSES } from "./classes.ts";
import type { FoundLayout } from "./layout.ts";
import { classOf } from "./segment-plan.ts";

/** What is cut off would have no mask. */
export function cutOffIssues({ fit }: PictureInput): NodeIssue[] {
  if (fit !== "cover") return [];
  return [
    {
      code: "PARAM_INVALID",
      severity: "error",
      path: "params.fit",
      message: "What is cut off of a picture would have no mask.",
      expected: "the whole picture: stretch, letterbox or corner",
      got: fit,
      hint: "Set it to stretch or letterbox.",
      fix: {
        label: "Set it to letterbox",
        commands: [{ do: "set-param", id: "", param: "fit", value: "letterbox" }],
      },
    },
  ];
}

export function mostClassesIssues({ head, classes }: FoundLayout): NodeIssue[] {
  if (head.kind !== "classes" || classes === null || classes <= MOST_CLASSES) return [];
  return [
    {
      code: "MASK_CLASSES",
      severity: "error",
      path: "params.model",
      message: `A map of classes holds the numbers 0 to ${MOST_CLASSES - 1}, and the model has ${classes} classes.`,
      expected: `at most ${MOST_CLASSES} classes`,
      got: String(classes),
      hint: "Use ONNX model, which gives the output as a tensor.",
    },
  ];
}

export function maskClassIssues(
  chosen: readonly string[],
  labels: readonly string[] | null,
  { head, classes }: FoundLayout,
): NodeIssue[] {
  if (head.kind === "mask") return [];
  return chosen.flatMap((label): NodeIssue[] => {
    const classId = classOf(label, labels);
    if (classId >= 0 && (classes === null || classId < classes)) return [];
    return [
      {
        code: "LABEL_UNKNOWN",
        severity: "error",
        path: "params.maskClasses",
        message: `The model knows no class "${label}".`,
        expected: labels
          ? shortened(labels)
          : `numbers from 0${classes === null ? "" : ` to ${classes - 1}`}`,
        got: label,
        hint: labels ? "Write it as the labels have it." : "Give Labels, or take the numbers of the classes.",
      },
    ];
  });
}

const MOST_NAMED = 20;

function shortened(labels: readonly string[]): string {
  const more = labels.length > MOST_NAMED ? `, … (${labels.length})` : "";
  return labels.slice(0, MOST_NAMED).join(", ") + more;
}
