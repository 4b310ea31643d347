// A small model that carries a state on, as those of voice activity do: its answer is the loudness it remembers.

import { onnxModel } from "../../engine/models/onnx/build.ts";

export interface Names {
  readonly state?: string;
  readonly next?: string;
}

/**
 * `input[batch,sequence]`, `state[1,batch,1]` → `output[batch,1]` and the next state: half of the state and half of the mean loudness
 * of the input, times 2 and at most 1.
 */
export function recurrent({ state = "state", next = "stateN" }: Names = {}): Uint8Array {
  const float = "float32" as const;
  return onnxModel({
    inputs: [
      { name: "input", dtype: float, shape: ["batch", "sequence"] },
      { name: state, dtype: float, shape: [1, "batch", 1] },
    ],
    outputs: [
      { name: "output", dtype: float, shape: ["batch", 1] },
      { name: next, dtype: float, shape: [1, "batch", 1] },
    ],
    initializers: [
      { name: "half", dtype: float, shape: [], data: Float32Array.of(0.5) },
      { name: "two", dtype: float, shape: [], data: Float32Array.of(2) },
      { name: "most", dtype: float, shape: [], data: Float32Array.of(1) },
      { name: "rows", dtype: "int64", shape: [2], data: BigInt64Array.of(-1n, 1n) },
      { name: "deep", dtype: "int64", shape: [3], data: BigInt64Array.of(1n, -1n, 1n) },
    ],
    nodes: [
      { op: "Abs", inputs: ["input"], outputs: ["loud"] },
      { op: "ReduceMean", inputs: ["loud"], outputs: ["mean"], attributes: { axes: { ints: [1] } } },
      { op: "Reshape", inputs: ["mean", "deep"], outputs: ["now"] },
      { op: "Add", inputs: ["now", state], outputs: ["sum"] },
      { op: "Mul", inputs: ["sum", "half"], outputs: [next] },
      { op: "Mul", inputs: [next, "two"], outputs: ["doubled"] },
      { op: "Min", inputs: ["doubled", "most"], outputs: ["capped"] },
      { op: "Reshape", inputs: ["capped", "rows"], outputs: ["output"] },
    ],
  });
}
