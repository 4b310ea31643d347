// Models of OCR that are small enough to know what they answer: ink is what is dark, signs are colours.

import { onnxModel, type TensorInfo } from "../../engine/models/onnx/build.ts";

const picture: TensorInfo = { name: "x", dtype: "float32", shape: ["N", 3, "H", "W"] };

/** Likely text where the three colours together are dark. */
export function inkDetector(): Uint8Array {
  const weights = {
    name: "w",
    dtype: "float32",
    shape: [1, 3, 1, 1],
    data: Float32Array.of(-1, -1, -1),
  } as const;
  return onnxModel({
    inputs: [picture],
    outputs: [{ name: "map", dtype: "float32", shape: ["N", 1, "H", "W"] }],
    nodes: [
      { op: "Conv", inputs: ["x", "w"], outputs: ["ink"] },
      { op: "Sigmoid", inputs: ["ink"], outputs: ["map"] },
    ],
    initializers: [weights],
  });
}

/** One step a column of pixels: blue (and white) is nothing, green is the first sign, red the second. */
export function colourRecogniser(): Uint8Array {
  return onnxModel({
    inputs: [{ ...picture, shape: ["N", 3, 48, "W"] }],
    outputs: [{ name: "steps", dtype: "float32", shape: ["N", "T", 3] }],
    nodes: [
      {
        op: "ReduceMean",
        inputs: ["x"],
        outputs: ["colours"],
        attributes: { axes: { ints: [2] }, keepdims: { int: 0 } },
      },
      {
        op: "Transpose",
        inputs: ["colours"],
        outputs: ["columns"],
        attributes: { perm: { ints: [0, 2, 1] } },
      },
      { op: "Mul", inputs: ["columns", "ten"], outputs: ["clear"] },
      { op: "Softmax", inputs: ["clear"], outputs: ["steps"], attributes: { axis: { int: -1 } } },
    ],
    initializers: [{ name: "ten", dtype: "float32", shape: [], data: Float32Array.of(10) }],
    opset: 13,
  });
}

/** Which signs the recogniser knows, as a dictionary. */
export const COLOUR_SIGNS = "g\nr\n";
