// A tensor whose values are made where they are used: in the memory that goes to a lane, without a copy on the way.

import type { FillRow } from "../../../engine/frames/column.ts";
import { MadeTensor } from "../../../engine/frames/made-tensor.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";

/** One row of float32. `write` gets memory for it that may hold other values: it writes all of them. */
export function madeTensor(dims: readonly [1, ...number[]], write: (out: Float32Array) => void): Tensor {
  const size = dims.reduce((product, dim) => product * dim, 1);
  const fill: FillRow = (_, out, offset) => write(out.subarray(offset, offset + size) as Float32Array);
  return new MadeTensor("float32", dims, fill);
}
