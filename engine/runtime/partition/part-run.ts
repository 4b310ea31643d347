// Runs one part of a source through the whole plan on this thread; what actions plan is handed out, not performed.

import type { Plan } from "../../plan/types.ts";
import type { Effect, SourcePart } from "../../sdk/node-definition.ts";
import type { HostServices } from "../../sdk/services.ts";
import type { FailedRow, RunSummary } from "../events.ts";
import { run } from "../run.ts";

/** What a part gives while it runs. */
export interface PartSink {
  effect(node: string, effect: Effect): Promise<void> | void;
  failed(rows: readonly FailedRow[]): Promise<void> | void;
}

/** Something that runs parts, one at a time: this thread or another. */
export interface PartExecutor {
  /** Resolves when it can take parts; a thread needs a while to start. */
  readonly ready: Promise<void>;
  run(part: SourcePart, sink: PartSink, signal: AbortSignal): Promise<RunSummary>;
  /** Ends sessions and threads; waits for a part that is still running. */
  close(): Promise<void>;
}

/** Parts on this thread. The host's models stay open from part to part. */
export function localExecutor(plan: Plan, host: HostServices): PartExecutor {
  return {
    ready: Promise.resolve(),
    run: (part, sink, signal) => {
      const onEffect = (node: string, effect: Effect) => sink.effect(node, effect);
      return run(plan, { host, signal, part, onEffect, onFailedRows: (rows) => sink.failed(rows) }).done;
    },
    close: async () => {},
  };
}
