// Pictures arrive where a tensor of them is wanted: Image to tensor with what the model file, and the first picture, propose.

import type { Fix, IssueReason } from "../../../engine/document/issue.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { ModelFacts, TensorSpec } from "../../../engine/sdk/services.ts";
import { insertBefore } from "../model-fixes.ts";
import { reasonsOf } from "./proposal-words.ts";
import { proposeInput, type Proposal } from "./propose-input.ts";

/** Sides of pictures whose size the model leaves open are bounded by it, so that the largest photo does not fill the memory. */
const USUAL_LONGEST = 960;

export interface PictureFix {
  readonly fix: Fix;
  readonly reasons: readonly IssueReason[];
}

export function pictureFix(facts: ModelFacts, spec: TensorSpec, schema: Schema): PictureFix | null {
  const image = schema.fields.find(({ type }) => type.type === "image");
  const proposal = image && proposeInput(facts, spec, image.seen);
  if (!proposal) return null;
  const taken = schema.fields.some(({ name }) => name === spec.name);
  const params = {
    column: image.name,
    ...paramsOfProposal(proposal),
    // Inputs find their column by name, else by shape.
    output: taken ? `${spec.name}_tensor` : spec.name,
  };
  return {
    fix: {
      label: "Insert Image to tensor",
      commands: [insertBefore("image-to-tensor", "Image to tensor", params)],
    },
    reasons: reasonsOf(proposal),
  };
}

/** The proposal as params of Image to tensor. */
export function paramsOfProposal(proposal: Proposal): Readonly<Record<string, unknown>> {
  const { width, height, stride, layout, dtype, colours, values, fit, background } = proposal;
  const { normalise, mean, std } = values.value;
  const bordered = fit.value === "letterbox" || fit.value === "corner";
  const own = width.value === null && height.value === null;
  return {
    ...(own
      ? { size: "own", stride: stride?.value ?? 1, longest: USUAL_LONGEST }
      : {
          width: width.value ?? USUAL_LONGEST,
          height: height.value ?? USUAL_LONGEST,
          fit: fit.value === "corner" ? "letterbox" : fit.value,
        }),
    channels: colours.value,
    layout: layout.value,
    normalise,
    ...(normalise === "custom" && { mean, std }),
    ...(dtype.value !== "float32" && { dtype: dtype.value }),
    ...(!own && fit.value === "corner" && { anchor: "start" }),
    ...(!own && bordered && background !== "#000000" && { background }),
  };
}
