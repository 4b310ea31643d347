// Inputs besides the picture that ask for its size: PaddleDetection's im_shape and scale_factor, RT-DETR's orig_target_sizes.

import type { NumberArray } from "../../../engine/frames/types.ts";
import type { ModelFacts, Tensor, TensorSpec } from "../../../engine/sdk/services.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { formatSpec } from "../model-input.ts";

export type SizeFeeds = Readonly<Record<string, Tensor>>;

/** Answers in pixels of the input are wanted: the size told is that of the input, and the scale is 1. */
export function sizeFeeds(
  { inputs }: ModelFacts,
  picture: { readonly name: string; readonly width: number; readonly height: number },
): { readonly feeds: SizeFeeds; readonly unknown: readonly TensorSpec[] } {
  const feeds: Record<string, Tensor> = {};
  const unknown: TensorSpec[] = [];
  for (const spec of inputs) {
    if (spec.name === picture.name) continue;
    const values = sizeValues(spec, picture);
    if (!values) unknown.push(spec);
    else feeds[spec.name] = values;
  }
  return { feeds, unknown };
}

function sizeValues(spec: TensorSpec, { width, height }: { width: number; height: number }): Tensor | null {
  if (spec.shape.length !== 2 || (typeof spec.shape[1] === "number" && spec.shape[1] !== 2)) return null;
  const pair = /scale_factor/u.test(spec.name)
    ? [1, 1]
    : /orig_target_sizes/u.test(spec.name)
      ? [width, height]
      : /im_shape|image_shape|im_size|image_size/u.test(spec.name)
        ? [height, width]
        : null;
  if (!pair) return null;
  const make = MAKE[spec.dtype];
  return make ? { dtype: spec.dtype as "float32", dims: [1, 2], data: make(pair) } : null;
}

const MAKE: Readonly<Partial<Record<string, (pair: readonly number[]) => NumberArray>>> = {
  float32: (pair) => Float32Array.from(pair),
  int64: (pair) => BigInt64Array.from(pair, BigInt),
  int32: (pair) => Int32Array.from(pair),
};

export function unknownInputs(specs: readonly TensorSpec[]): NodeIssue[] {
  return specs.map((spec) => ({
    code: "MODEL_INPUT_MISMATCH",
    severity: "error",
    path: "params.model",
    message: `The model also wants ${formatSpec(spec)} for its input ${spec.name}, which no picture says.`,
    expected: "one picture, and at most its size",
    got: spec.name,
    hint: "Use ONNX model, which takes a column for each input, or export the model without this input.",
  }));
}
