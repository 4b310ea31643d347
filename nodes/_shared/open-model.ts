// How a kind opens the model it stands for: within the node's time limit, with just the outputs that it reads.

import { MillraceError } from "../../engine/sdk/errors.ts";
import type { NodeContext } from "../../engine/sdk/node-definition.ts";
import type { ModelSession, Tensor } from "../../engine/sdk/services.ts";

export function openModel(
  { host, timeoutMs, signal }: Pick<NodeContext, "host" | "timeoutMs" | "signal">,
  model: string,
  outputs: readonly string[],
  maxBatch = 0,
): Promise<ModelSession> {
  return host.models.open(model, { outputs, maxBatch, killable: timeoutMs !== null, timeoutMs, signal });
}

/** The numbers of an answer as float32; half floats and whole numbers are widened. */
export function floatsOf(tensor: Tensor): Float32Array {
  if (tensor.data instanceof Float32Array) return tensor.data;
  if (tensor.dtype === "string" || tensor.dtype === "float16")
    throw new MillraceError("MODEL_OUTPUT_TYPE", {
      message: `The model answers with ${tensor.dtype}, and numbers are wanted.`,
      expected: "float32",
      got: tensor.dtype,
      hint: "Export the model with a float32 output.",
      fatal: true,
    });
  return Float32Array.from(tensor.data as ArrayLike<number>, Number);
}
