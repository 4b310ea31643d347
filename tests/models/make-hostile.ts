// Which models a run must survive: unreadable or aborting outputs, memory eaters, unknown operators, too new opsets.

import { onnxModel } from "../../engine/models/onnx/build.ts";
import type { OnnxDtype } from "../../engine/models/onnx/dtypes.ts";

const x = { name: "x", dtype: "float32", shape: ["N", 2] } as const;
const y = { name: "y", dtype: "float32", shape: ["N", 2] } as const;

/** `x[N,2]` → `y[N,2]` as int4: the runtime loads it and aborts the process when the output is read. */
export function int4Output(dtype: Extract<OnnxDtype, "int4" | "uint4"> = "int4"): Uint8Array {
  return onnxModel({
    opset: 21,
    inputs: [x],
    outputs: [{ ...y, dtype }],
    nodes: [{ op: "QuantizeLinear", inputs: ["x", "scale", "zero"], outputs: ["y"] }],
    initializers: [
      { name: "scale", dtype: "float32", shape: [], data: Float32Array.of(1) },
      { name: "zero", dtype, shape: [], data: new Uint8Array(1) },
    ],
  });
}

/** `x[N,2]` → `y[N,2,k]`: one row makes so many gigabytes of output. */
export function hugeOutput({ gigabytes = 6 } = {}): Uint8Array {
  const copies = BigInt(Math.round((gigabytes * 2 ** 30) / 8));
  return onnxModel({
    inputs: [x],
    outputs: [{ ...y, shape: ["N", 2, "k"] }],
    nodes: [
      { op: "Unsqueeze", inputs: ["x", "axis"], outputs: ["x3"] },
      { op: "Expand", inputs: ["x3", "shape"], outputs: ["y"] },
    ],
    initializers: [
      { name: "axis", dtype: "int64", shape: [1], data: BigInt64Array.of(2n) },
      { name: "shape", dtype: "int64", shape: [3], data: BigInt64Array.of(1n, 1n, copies) },
    ],
  });
}

/** Uses an operator nobody knows, in the standard set unless a domain is given. */
export function unknownOp(domain = ""): Uint8Array {
  return onnxModel({
    inputs: [x],
    outputs: [y],
    nodes: [{ op: "Transmogrify", domain, inputs: ["x"], outputs: ["y"] }],
  });
}

/** Says that it needs a version of the standard operator set that does not exist. */
export function badOpset(opset = 99): Uint8Array {
  return onnxModel({
    opset,
    irVersion: 8,
    inputs: [x],
    outputs: [y],
    nodes: [{ op: "Relu", inputs: ["x"], outputs: ["y"] }],
  });
}
