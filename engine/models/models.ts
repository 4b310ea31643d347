// The `models` service: describes ONNX files, opens them, and closes what is still open at the end.

import { availableCores } from "../host/cores.ts";
import { entryPath, type EntryName } from "../host/entries.ts";
import { providersOf, reasonsOf, type ProviderWish } from "../sdk/providers.ts";
import type { Clock, Files, Log, ModelOptions, Models, ModelSession } from "../sdk/services.ts";
import { describeModel } from "./onnx/describe.ts";
import { refuseTelemetry } from "./no-telemetry.ts";
import { openRunner } from "./open-runner.ts";
import type { Chosen, ProviderChooser } from "./providers/choose.ts";
import { prepareModel } from "./prepared-model.ts";
import { CheckedSession } from "./session.ts";

export interface ModelsParts {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  /** Threads models may take besides each other; 1 = every model runs in this one. As many as there are cores unless given. */
  readonly threads?: number;
  /** What computes models that say nothing of it; what the environment says, or the processor, unless given. */
  readonly providers?: readonly ProviderWish[];
  /** Milliseconds that the driver of a provider may take for its first answer. */
  readonly probeMs?: number;
  /** Where the files are that lanes and children start; those of this build unless given. */
  readonly entry?: (name: EntryName) => string;
}

/** `close` waits for all runs: a process that ends while a lane computes aborts. */
export function createModels(parts: ModelsParts): Models & { close(): Promise<void> } {
  const { files, clock, log, threads, providers, entry = entryPath } = parts;
  refuseTelemetry();
  const sessions = new Set<ModelSession>();
  const opening = new Set<Promise<ModelSession>>();

  let choosing: Promise<ProviderChooser> | null = null;

  /** Loaded with the first model that is to be computed elsewhere than on the processor. */
  function chooser(): Promise<ProviderChooser> {
    choosing ??= import("./providers/choose.ts").then(
      (module) =>
        new module.ProviderChooser({ clock, entry: () => entry("model-child"), timeoutMs: parts.probeMs }),
    );
    return choosing;
  }

  async function open(path: string, options: ModelOptions): Promise<ModelSession> {
    const prepared = await prepareModel(files, path, options, options.signal);
    const wishes = options.providers ?? providers ?? wishesOfRun();
    const chosen = isPlain(wishes) ? PLAIN : await (await chooser()).choose(prepared, wishes);
    const model = { ...prepared, provider: chosen.provider };
    const { placement = "auto" } = options;
    const here = placement === "auto" && threads === 1 ? "inline" : placement;
    const runner = await openRunner(
      model,
      { ...options, placement: here },
      { clock, log, entry, threads: threads ?? availableCores() },
    );
    const { maxBatch = 0, coupledBatch = null, onWarning } = options;
    const warn = onWarning ?? ((_code: string, message: string) => log.warn(message));
    const batching = { maxBatch, coupledBatch, warn, now: () => clock.monotonic() };
    if (!wishes.includes("auto") && chosen.refused.length > 0)
      warn("PROVIDER_REPLACED", replacedText(chosen));
    const session = new CheckedSession(model, runner, batching, chosen, (closed) => sessions.delete(closed));
    sessions.add(session);
    return session;
  }

  return {
    describe: (path, signal) => describeModel(files, path, signal),
    open: (path, options = {}) => {
      const session = open(path, options);
      opening.add(session);
      void session.catch(() => {}).then(() => opening.delete(session));
      return session;
    },
    close: async () => {
      await Promise.allSettled(opening);
      await Promise.all([...sessions].map((session) => session.close()));
    },
  };
}

const PLAIN: Chosen = { provider: "cpu", words: "cpu", refused: [] };

function isPlain(wishes: readonly ProviderWish[]): boolean {
  return wishes[0] === "cpu";
}

/** Threads and children have the variable as well. One that is set to nothing says nothing. */
function wishesOfRun(): readonly ProviderWish[] {
  const text = process.env.MILLRACE_PROVIDER ?? "";
  return text === "" ? ["cpu"] : providersOf(text, "The variable MILLRACE_PROVIDER");
}

function replacedText({ words, refused }: Chosen): string {
  return `The model is computed by ${words}, since what was to compute it cannot (${reasonsOf(refused)}).`;
}
