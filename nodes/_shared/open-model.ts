// How a kind opens the model it stands for: within the node's time limit, with just the outputs that it reads.

import type { NodeContext } from "../../engine/sdk/node-definition.ts";
import type { ModelOptions, ModelSession, Tensor } from "../../engine/sdk/services.ts";
import { fromHalf } from "./float16.ts";
import { wishesOf, type ProviderChoice } from "./provider-params.ts";

export function openModel(
  { params, host, timeoutMs, signal }: Pick<NodeContext<object>, "params" | "host" | "timeoutMs" | "signal">,
  model: string,
  outputs: readonly string[],
  { lanes }: Pick<ModelOptions, "lanes"> = {},
): Promise<ModelSession> {
  const providers = "provider" in params ? wishesOf(params as ProviderChoice) : null;
  const killable = timeoutMs !== null;
  return host.models.open(model, { outputs, lanes, providers, killable, timeoutMs, signal });
}

/** The numbers of an answer as float32; half floats and whole numbers are widened. */
export function floatsOf({ dtype, data }: Tensor): Float32Array {
  if (data instanceof Float32Array) return data;
  if (dtype === "string") throw new Error("The model answers with text, and numbers were planned for.");
  if (dtype === "float16") return Float32Array.from(data as Uint16Array, fromHalf);
  return Float32Array.from(data as ArrayLike<number | bigint>, Number);
}
