// Whether a model opens on this machine, found out in a process that may die of it.

import { availableCores } from "../host/cores.ts";
import { entryPath } from "../host/entries.ts";
import { toMillraceError, type MillraceError } from "../sdk/errors.ts";
import type { Clock, Files } from "../sdk/services.ts";
import { ModelChild } from "./child.ts";
import { memoryCeiling } from "./memory-ceiling.ts";
import { prepareModel } from "./prepared-model.ts";

export type OpenTrial =
  | {
      readonly opened: true;
      /** Execution provider that would run it. */
      readonly provider: string;
      /** Milliseconds the runtime took to read and optimise the model, in a fresh process. */
      readonly loadMs: number;
      /** Cores of this machine. */
      readonly cores: number;
      /** Operators because of which it first runs under a memory ceiling. */
      readonly risky: readonly string[];
    }
  | { readonly opened: false; readonly error: MillraceError };

export interface TrialParts {
  readonly files: Files;
  readonly clock: Clock;
  readonly timeoutMs?: number;
  readonly memoryLimit?: number;
  readonly signal?: AbortSignal;
  readonly entry?: string;
}

const TIMEOUT_MS = 60_000;

/** Opens the model in a process of its own. Never throws for what is wrong with the model. */
export async function trialOpen(path: string, parts: TrialParts): Promise<OpenTrial> {
  try {
    const model = await prepareModel(parts.files, path, {}, parts.signal);
    const limits = {
      timeoutMs: parts.timeoutMs ?? TIMEOUT_MS,
      memory: parts.memoryLimit ?? (await memoryCeiling(model.size)),
      signal: parts.signal,
    };
    const child = new ModelChild(parts.entry ?? entryPath("model-child"), model, parts.clock);
    try {
      const { ms } = await child.open(limits);
      return { opened: true, provider: "cpu", loadMs: ms, cores: availableCores(), risky: model.risky };
    } finally {
      await child.kill();
    }
  } catch (thrown) {
    parts.signal?.throwIfAborted();
    const hint = "Get the file again, or export the model anew.";
    return { opened: false, error: toMillraceError(thrown, "MODEL_FAILED", hint) };
  }
}
