// How a session of the runtime is made from a prepared model, and how our tensors become its tensors and back.

import type * as Ort from "onnxruntime-node";
import { MillraceError } from "../sdk/errors.ts";
import type { Tensor } from "../sdk/services.ts";
import { explainRuntimeError } from "./onnx/error-text.ts";
import { problemError } from "./onnx/problem.ts";
import { loadOnnxruntime, onnxruntime } from "./runtime.ts";

/** What a session is made from. A path where the file needs no change; both can be sent to threads and processes. */
export type ModelSource =
  | { readonly kind: "path"; readonly path: string }
  | {
      readonly kind: "bytes";
      readonly bytes: Uint8Array;
      /** Weights beside the file, by the names the file gives them. */
      readonly external: readonly { readonly path: string; readonly data: Uint8Array }[];
    };

export type Feeds = Readonly<Record<string, Tensor>>;
export type Results = Readonly<Record<string, Tensor>>;

/** Opens a session on the CPU. Blocks this thread while the runtime reads and optimises the model. */
export async function createOrtSession(source: ModelSource, threads: number): Promise<Ort.InferenceSession> {
  const { InferenceSession } = await loadOnnxruntime();
  const options = {
    executionProviders: ["cpu"],
    graphOptimizationLevel: "all",
    // Left to itself the runtime takes every core and loses half its speed as soon as another process wants one.
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  } satisfies Ort.InferenceSession.SessionOptions;
  if (source.kind === "path") return InferenceSession.create(source.path, options);
  const externalData = source.external.map(({ path, data }) => ({ path, data }));
  return InferenceSession.create(
    source.bytes,
    externalData.length > 0 ? { ...options, externalData } : options,
  );
}

/** A tensor for the runtime, over the same memory. */
export function toOrt({ dtype, data, dims }: Tensor): Ort.Tensor {
  const Made = onnxruntime().Tensor as new (
    dtype: Tensor["dtype"],
    data: Tensor["data"],
    dims: readonly number[],
  ) => Ort.Tensor;
  return new Made(dtype, data, dims);
}

/** The runtime's answer as tensors of ours. */
export function fromOrt(answer: Ort.InferenceSession.OnnxValueMapType): Record<string, Tensor> {
  const results: Record<string, Tensor> = {};
  for (const name in answer) {
    const { type, data, dims } = answer[name];
    results[name] = { dtype: type, dims, data: type === "float16" ? asHalves(data) : data } as Tensor;
  }
  return results;
}

/** Newer versions of Node have a Float16Array, which the runtime then answers; half floats are Uint16Array here. */
function asHalves(data: Ort.Tensor["data"]): Uint16Array {
  if (data instanceof Uint16Array) return data;
  const { buffer, byteOffset, length } = data as unknown as Uint16Array;
  return new Uint16Array(buffer, byteOffset, length);
}

/** What the runtime threw, as an error in our words about the file. */
export function runtimeError(thrown: unknown, file: string): MillraceError {
  if (thrown instanceof MillraceError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return problemError(explainRuntimeError(message), file, thrown);
}
