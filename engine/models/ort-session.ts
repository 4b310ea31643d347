// What a session of the runtime is: what it is made from, what its runs take and answer, and what they throw.

import type * as Ort from "onnxruntime-node";
import { MillraceError } from "../sdk/errors.ts";
import type { Tensor } from "../sdk/services.ts";
import type { Provider } from "../sdk/providers.ts";
import { explainRuntimeError } from "./onnx/error-text.ts";
import { problemError } from "./onnx/problem.ts";
import { runtimeNames } from "./providers/runtime-names.ts";

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
/** Results that may be there at once: a promise more is a tenth of a small model's time. */
export type Answer = Results | Promise<Results>;

/** An open session of the runtime. Its runs block this thread. */
export interface OrtSession {
  /** Throws, or rejects, with what the runtime says. */
  run(feeds: Feeds): Answer;
  /** Frees the model after the runs that have been asked for. */
  release(): Promise<void>;
}

/** What a session is opened with; sent to threads and processes as it is. */
export interface OpenRequest {
  readonly source: ModelSource;
  /** As in a prepared model. */
  readonly fetches: readonly string[] | null;
  readonly threads: number;
  readonly provider: Provider;
  /** Refuses a model of which the provider leaves a part to the processor. */
  readonly withoutCpu?: boolean;
}

export function sessionOptions({
  source,
  threads,
  provider,
  withoutCpu,
}: OpenRequest): Ort.InferenceSession.SessionOptions {
  const options = {
    executionProviders: runtimeNames(provider),
    ...(withoutCpu && { extra: { session: { disable_cpu_ep_fallback: "1" } } }),
    graphOptimizationLevel: "all",
    // Left to itself the runtime takes every core and loses half its speed as soon as another process wants one.
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Nothing: what a run throws is told in our own words, once for each row that fails and not on stderr.
    logSeverityLevel: 4,
  } satisfies Ort.InferenceSession.SessionOptions;
  if (source.kind === "path" || source.external.length === 0) return options;
  return { ...options, externalData: source.external.map(({ path, data }) => ({ path, data })) };
}

/** A tensor of the runtime as one of ours, over the same memory. */
export function fromOrt({ type, data, dims }: Pick<Ort.Tensor, "type" | "data" | "dims">): Tensor {
  return { dtype: type, dims, data: type === "float16" ? asHalves(data) : data } as Tensor;
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
