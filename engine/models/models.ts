// The `models` service: describes ONNX files, opens them, and closes what is still open at the end.

import { availableCores } from "../host/cores.ts";
import { entryPath, type EntryName } from "../host/entries.ts";
import type { Clock, Files, Log, ModelOptions, Models, ModelSession } from "../sdk/services.ts";
import { describeModel } from "./onnx/describe.ts";
import { refuseTelemetry } from "./no-telemetry.ts";
import { openRunner } from "./open-runner.ts";
import { prepareModel } from "./prepared-model.ts";
import { CheckedSession } from "./session.ts";

export interface ModelsParts {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  /** Threads models may take besides each other; 1 = every model runs in this one. As many as there are cores unless given. */
  readonly threads?: number;
  /** Where the files are that lanes and children start; those of this build unless given. */
  readonly entry?: (name: EntryName) => string;
}

/** `close` waits for all runs: a process that ends while a lane computes aborts. */
export function createModels(parts: ModelsParts): Models & { close(): Promise<void> } {
  const { files, clock, log, threads, entry = entryPath } = parts;
  refuseTelemetry();
  const sessions = new Set<ModelSession>();
  const opening = new Set<Promise<ModelSession>>();

  async function open(path: string, options: ModelOptions): Promise<ModelSession> {
    const model = await prepareModel(files, path, options, options.signal);
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
    const session = new CheckedSession(model, runner, batching, (closed) => sessions.delete(closed));
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
