// Params of image-to-tensor that cannot be as they are, each with the value that can.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { TensorParams } from "./params.ts";

export function valueIssues({
  normalise,
  dtype,
  channels,
  mean,
  std,
  background,
  size,
  stride,
  longest,
}: TensorParams): NodeIssue[] {
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
      fix: { label: `Set it to ${String(value)}`, commands: [{ do: "set-param", id: "", param, value }] },
    });
  if (dtype === "uint8" && normalise !== "none")
    refuse("normalise", "A tensor of bytes holds 0 to 255 only.", '"none"', normalise, "none");
  const count = channels === "gray" ? 1 : 3;
  if (normalise === "imagenet" && count === 1)
    refuse(
      "normalise",
      "ImageNet's means are for three colours, and the tensor is gray.",
      '"unit"',
      normalise,
      "unit",
    );
  if (normalise === "custom") {
    for (const [param, list] of [
      ["mean", mean],
      ["std", std],
    ] as const) {
      if (list.length !== 1 && list.length !== count)
        refuse(
          param,
          `There are ${list.length} values for ${count} colours.`,
          "one value for all",
          String(list),
          [list[0]],
        );
    }
    if (std.includes(0))
      refuse("std", "A deviation of 0 cannot be divided by.", "a deviation above 0", "0", [1]);
  }
  if (size === "own" && longest < stride)
    refuse("longest", "No side can be a step long then.", `${stride} or more`, String(longest), stride);
  if (!/^#[0-9a-f]{6}$/iu.test(background))
    refuse("background", "The background is no colour.", "#rrggbb", background, "#000000");
  return issues;
}
