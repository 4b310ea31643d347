// Whether a model computes in integers, and whether it takes their scale from the batch it is given.

import type { ModelScan } from "./scan.ts";

/** `dynamic`: scales come from the data of each run. `static`: scales are in the file. `weights`: only constants are packed. */
export type Quantization = "none" | "weights" | "static" | "dynamic";

const DYNAMIC = [
  "DynamicQuantizeLinear",
  "com.microsoft:DynamicQuantizeMatMul",
  "com.microsoft:DynamicQuantizeLSTM",
  "com.microsoft:MatMulIntegerToFloat",
];
const STATIC =
  /^(QuantizeLinear|(com\.microsoft:)?QLinear\w+|com\.microsoft:QuantizeLinear|com\.microsoft:QGemm)$/;
const WEIGHTS =
  /^((com\.microsoft:)?DequantizeLinear|com\.microsoft:(MatMulNBits|MatMulBnb4|GatherBlockQuantized|MatMulFpQ4))$/;

/** The strongest kind of quantization in the model. Rows of a `dynamic` one may answer differently alone and in a batch. */
export function quantizationOf({ operators }: ModelScan): Quantization {
  const used = Object.keys(operators);
  if (used.some((operator) => DYNAMIC.includes(operator))) return "dynamic";
  if (used.some((operator) => STATIC.test(operator))) return "static";
  return used.some((operator) => WEIGHTS.test(operator)) ? "weights" : "none";
}
