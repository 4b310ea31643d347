// Whether a provider works on this machine, found out in a process that its driver may take down.

import type { Clock } from "../../sdk/services.ts";
import type { Provider } from "../../sdk/providers.ts";
import { MillraceError } from "../../sdk/errors.ts";
import { ModelChild, type ChildLimits } from "../child.ts";
import { withoutSource } from "../onnx/error-text.ts";
import type { PreparedModel } from "../prepared-model.ts";
import { isRight, PROBE_FEEDS, probeModel } from "./probe-model.ts";

export type Verdict =
  | {
      readonly works: true;
      /** Milliseconds from the start of its process to the first right answer. */ readonly ms: number;
    }
  | { readonly works: false; readonly reason: string };

export interface ProbeParts {
  readonly clock: Clock;
  /** The file that a child is started with. */
  readonly entry: () => string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** A driver that compiles its kernels for the first time takes seconds. */
const TIMEOUT_MS = 20_000;

/** Computes a small model by it and compares the numbers. Throws only when the signal fires. */
export async function probeProvider(provider: Provider, parts: ProbeParts): Promise<Verdict> {
  const started = parts.clock.monotonic();
  const child = new ModelChild(parts.entry(), probeModel(provider), parts.clock);
  try {
    await child.open(limitsOf(parts));
    const { value } = await child.run(PROBE_FEEDS, limitsOf(parts));
    if (isRight(value)) return { works: true, ms: parts.clock.monotonic() - started };
    return { works: false, reason: "It computes other numbers than it should." };
  } catch (thrown) {
    parts.signal?.throwIfAborted();
    return { works: false, reason: reasonOf(thrown, provider, parts) };
  } finally {
    await child.kill();
  }
}

export type ModelTrial =
  /** `whole`: the processor computes no part of it. */
  { readonly opens: true; readonly whole: boolean } | { readonly opens: false; readonly reason: string };

/** What the runtime says of a model that a provider cannot compute alone. */
const NEEDS_CPU = /fallback to CPU EP has been explicitly disabled/;

/** Opens a model by a provider that works, in a process of its own. */
export async function tryModel(model: PreparedModel, parts: ProbeParts): Promise<ModelTrial> {
  const open = async (withoutCpu: boolean): Promise<string | null> => {
    const child = new ModelChild(parts.entry(), { ...model, withoutCpu }, parts.clock);
    try {
      await child.open(limitsOf(parts));
      return null;
    } catch (thrown) {
      parts.signal?.throwIfAborted();
      return reasonOf(thrown, model.provider, parts);
    } finally {
      await child.kill();
    }
  };
  const alone = await open(true);
  if (alone === null) return { opens: true, whole: true };
  if (!NEEDS_CPU.test(alone)) return { opens: false, reason: alone };
  const together = await open(false);
  return together === null ? { opens: true, whole: false } : { opens: false, reason: together };
}

function limitsOf({ timeoutMs = TIMEOUT_MS, signal }: ProbeParts): ChildLimits {
  return { timeoutMs, memory: null, signal };
}

/** One line of what the runtime, or the end of its process, says. */
function reasonOf(thrown: unknown, provider: Provider, { timeoutMs = TIMEOUT_MS }: ProbeParts): string {
  if (!(thrown instanceof MillraceError)) return firstLine(String(thrown));
  const { got = "", cause } = thrown.details;
  if (thrown.code === "MODEL_TIMEOUT") return `Its driver did not answer within ${timeoutMs} ms.`;
  if (thrown.code === "MODEL_CRASHED") return `Its driver brought the process down: ${firstLine(got)}`;
  // What the runtime said, where it is put into words about models.
  if (LIBRARY_MISSING.test(String(cause)))
    return `The runtime's library for ${provider} is not there, or lacks one that it needs itself (CUDA 12, cuDNN 9).`;
  const said = typeof cause === "string" ? withoutSource(cause) : thrown.message;
  return firstLine(said.replace(/^.* was false\. /s, "")) || `${provider} cannot be used.`;
}

/** Of CUDA and TensorRT: the package of the runtime fetches them where its install script may run. */
const LIBRARY_MISSING = /Failed to load shared library/;

const MOST_CHARACTERS = 300;

function firstLine(text: string): string {
  const [line] = text.trim().split("\n");
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
}
