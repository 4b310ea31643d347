// The sentence encoder as an ONNX file: rows of bytes are gathered, scaled, summed where the mask is 1, and brought to length 1.

import { onnxModel, type OnnxTensor } from "../../../../engine/models/onnx/build.ts";
import type { EncoderTable } from "./encoder.ts";

/** ONNX's number for float32. */
const FLOAT = 1;

export function encoderToOnnx(
  { bytes, steps, rows, size }: EncoderTable,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const constant = (name: string, tensor: OnnxTensor) => ({ name, ...tensor });
  const axis = (value: number): OnnxTensor => ({
    dtype: "int64",
    shape: [1],
    data: BigInt64Array.of(BigInt(value)),
  });
  return onnxModel({
    name: "sentence-encoder",
    inputs: [
      { name: "input_ids", dtype: "int64", shape: ["N", "L"] },
      { name: "attention_mask", dtype: "int64", shape: ["N", "L"] },
    ],
    outputs: [{ name: "sentence_embedding", dtype: "float32", shape: ["N", size] }],
    nodes: [
      { op: "Gather", inputs: ["table", "input_ids"], outputs: ["row_bytes"] },
      { op: "Cast", inputs: ["row_bytes"], outputs: ["row_numbers"], attributes: { to: { int: FLOAT } } },
      { op: "Gather", inputs: ["steps", "input_ids"], outputs: ["row_steps"] },
      { op: "Cast", inputs: ["attention_mask"], outputs: ["mask"], attributes: { to: { int: FLOAT } } },
      { op: "Mul", inputs: ["row_steps", "mask"], outputs: ["read_steps"] },
      { op: "Unsqueeze", inputs: ["read_steps", "last_axis"], outputs: ["step_column"] },
      { op: "Mul", inputs: ["row_numbers", "step_column"], outputs: ["vectors"] },
      {
        op: "ReduceSum",
        inputs: ["vectors", "token_axis"],
        outputs: ["sum"],
        attributes: { keepdims: { int: 0 } },
      },
      { op: "ReduceL2", inputs: ["sum"], outputs: ["length"], attributes: { axes: { ints: [1] } } },
      { op: "Max", inputs: ["length", "tiny"], outputs: ["divisor"] },
      { op: "Div", inputs: ["sum", "divisor"], outputs: ["sentence_embedding"] },
    ],
    initializers: [
      constant("table", { dtype: "int8", shape: [rows, size], data: bytes }),
      constant("steps", { dtype: "float32", shape: [rows], data: steps }),
      constant("tiny", { dtype: "float32", shape: [1], data: Float32Array.of(1e-9) }),
      constant("last_axis", axis(2)),
      constant("token_axis", axis(1)),
    ],
    metadata,
  });
}
