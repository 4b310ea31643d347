// What is said at edit time of a model that is to take pictures: whether it can, what a picture becomes, and what looks odd about that.

import type { Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { ModelFacts } from "../../../engine/sdk/services.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { typeIssues, unknownColumnIssues } from "../column-issues.ts";
import { formatSpec } from "../model-input.ts";
import { inputWords, pictureSpec, type ChosenInput, type PictureInput } from "./picture-input.ts";
import { handSetIssues } from "./hand-set.ts";
import { sizeFeeds, unknownInputs } from "./size-inputs.ts";

export function pictureColumnIssues(schema: Schema, column: string): NodeIssue[] {
  return [
    ...unknownColumnIssues(schema, [column], "params.column"),
    ...typeIssues(
      schema,
      [column],
      "params.column",
      ({ type }) => type === "image",
      "a picture",
      "Choose a column of pictures.",
    ),
  ];
}

/** What keeps a picture from going in, or another input from getting what it wants. */
export function modelInputIssues(
  facts: ModelFacts,
  chosen: ChosenInput,
  input: PictureInput | null,
): NodeIssue[] {
  if (!input) return [noPictureInput(facts)];
  return [
    ...unknownInputs(sizeFeeds(facts, input).unknown),
    ...inputIssues(facts, chosen, input),
    ...handSetIssues(facts, chosen, input),
  ];
}

/** Thrown where a run begins although the check of the workflow refuses the model. */
export function unusableModel(code: string, use: string): MillraceError {
  return new MillraceError(code, {
    message: `The model cannot be used ${use}.`,
    hint: "See what the check of the workflow says of this node.",
    fatal: true,
  });
}

function noPictureInput({ inputs }: ModelFacts): NodeIssue {
  const got = inputs.map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", ");
  return {
    code: "MODEL_NO_PICTURE",
    severity: "error",
    path: "params.model",
    message: `The model takes no picture: its inputs are ${got}.`,
    expected: "an input [N,3,height,width] or [N,height,width,3], or with 1 instead of 3",
    got,
    hint: "Use ONNX model for models that take other things.",
  };
}

/** What a picture becomes, with the params that would say the same. */
export function inputNote(input: PictureInput, chosen: ChosenInput, more: string): NodeIssue {
  const value = {
    fit: input.fit,
    ...(input.colours !== "gray" && { colours: input.colours }),
    values: input.normalise,
    ...(input.normalise === "custom" && { mean: input.mean, std: input.std }),
    background: input.background,
  };
  const isAuto = chosen.fit === "auto" || chosen.colours === "auto" || chosen.values === "auto";
  return {
    code: "MODEL_PICTURE_INPUT",
    severity: "info",
    path: "params.values",
    message: `A picture becomes ${inputWords(input)}.${more === "" ? "" : ` ${more}`}`,
    hint: "If the model was trained with something else, change Fit, Colour order and Values.",
    ...(isAuto && {
      fix: {
        label: "Write it down",
        commands: Object.entries(value).map(
          ([param, entry]) => ({ do: "set-param", id: "", param, value: entry }) as const,
        ),
      },
    }),
  };
}

/** Params that cannot be as they are. */
function inputIssues(facts: ModelFacts, chosen: ChosenInput, input: PictureInput): NodeIssue[] {
  const issues: NodeIssue[] = [];
  const refuse = (param: string, message: string, expected: string, got: string, value: unknown) =>
    issues.push({
      code: "PARAM_INVALID",
      severity: "error",
      path: `params.${param}`,
      message,
      expected,
      got,
      hint: `Set it to ${expected}.`,
      fix: { label: `Set it to ${expected}`, commands: [{ do: "set-param", id: "", param, value }] },
    });
  const colours = input.colours === "gray" ? 1 : 3;
  const byteInput = pictureSpec(facts)?.dtype === "uint8";
  if (byteInput && input.normalise !== "none")
    refuse("values", "The model takes bytes, which hold 0 to 255 only.", "none", input.normalise, "none");
  if (colours === 1 && input.normalise === "imagenet")
    refuse(
      "values",
      "ImageNet's means are for three colours, and the model takes gray.",
      "unit",
      "imagenet",
      "unit",
    );
  if (input.normalise === "custom")
    for (const [param, list] of [
      ["mean", input.mean],
      ["std", input.std],
    ] as const)
      if (list.length !== 1 && list.length !== colours)
        refuse(
          param,
          `There are ${list.length} values for ${colours} colours.`,
          "one value for all",
          String(list),
          [list[0]],
        );
  if (input.normalise === "custom" && input.std.includes(0))
    refuse("std", "A deviation of 0 cannot be divided by.", "a deviation above 0", "0", [1]);
  if (!/^#[0-9a-f]{6}$/iu.test(input.background))
    refuse("background", "A colour is written #rrggbb.", "#000000", input.background, "#000000");
  for (const param of ["width", "height"] as const)
    if (chosen[param] !== null && chosen[param] !== input[param])
      issues.push({
        code: "MODEL_SIZE_FIXED",
        severity: "warning",
        path: `params.${param}`,
        message: `The model file fixes the ${param} of its input at ${input[param]}, so that is taken.`,
        expected: String(input[param]),
        got: String(chosen[param]),
        hint: "Leave it empty.",
        fix: { label: "Leave it empty", commands: [{ do: "set-param", id: "", param, value: null }] },
      });
  return issues;
}
