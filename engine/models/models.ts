// The `models` service: describes ONNX files, opens them, and closes what is still open at the end.

import type { Clock, Files, Log, Models, ModelSession } from "../sdk/services.ts";
import { describeModel } from "./onnx/describe.ts";
import { openInline } from "./inline-runner.ts";
import { prepareModel } from "./prepared-model.ts";
import { CheckedSession } from "./session.ts";

export interface ModelsParts {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
}

export function createModels({ files, clock, log }: ModelsParts): Models & { close(): Promise<void> } {
  const open = new Set<ModelSession>();
  return {
    describe: (path, signal) => describeModel(files, path, signal),
    open: async (path, options = {}) => {
      const model = await prepareModel(files, path, options.outputs ?? null, options.signal);
      const runner = await openInline(model);
      const { maxBatch = 0, coupledBatch = null } = options;
      const session = new CheckedSession(
        model,
        runner,
        { maxBatch, coupledBatch, log, now: () => clock.monotonic() },
        (closed) => open.delete(closed),
      );
      open.add(session);
      return session;
    },
    close: async () => {
      await Promise.all([...open].map((session) => session.close()));
    },
  };
}
