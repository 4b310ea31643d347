// Decides whether a run is worth several threads, and starts it so.

import type { Plan, PlannedNode } from "../../plan/types.ts";
import { entryPath } from "../../host/entries.ts";
import { keepOpen } from "../../models/keep-open.ts";
import type { EventLog } from "../event-log.ts";
import type { RunOptions } from "../run.ts";
import { localExecutor } from "./part-run.ts";
import { PartitionedRun, type Parted } from "./partitioned-run.ts";
import { sourceContext } from "./source-context.ts";
import { workerExecutor } from "./worker-executor.ts";

/** Below this a second thread costs more (about 60 ms to start and warm up) than it brings. */
const MIN_BYTES = 24 * 1024 * 1024;
/**
 * Parts for each thread, so that all have work until near the end; but each part opens all nodes anew (some ms), and what
 * waits for its turn to be written is kept in memory.
 */
const PARTS_PER_THREAD = 6;
const LEAST_PART_BYTES = 2 * 1024 * 1024;
const MOST_PART_BYTES = 8 * 1024 * 1024;

/** Runs the plan in parts; null when the source cannot be cut or is too small. */
export async function runInParts(
  plan: Plan,
  source: PlannedNode,
  options: RunOptions & { readonly threads: number },
  events: EventLog,
): Promise<Parted | null> {
  const ctx = sourceContext(source, options);
  const { parts: cut } = source.definition;
  const whole = await cut!(ctx, 1);
  const size = whole.reduce((sum, { from, to }) => sum + to - from, 0);
  if (size < MIN_BYTES) return null;
  const start = { document: plan.document, folder: options.host.files.resolve(".") };
  // While the threads start, the source is cut.
  const workers = Array.from({ length: options.threads - 1 }, () =>
    workerExecutor(entryPath("partition-worker"), start),
  );
  const models = keepOpen(options.host.models);
  try {
    const partBytes = size / (options.threads * PARTS_PER_THREAD);
    const count =
      options.journal?.standing?.parts?.count ??
      Math.ceil(size / Math.min(MOST_PART_BYTES, Math.max(LEAST_PART_BYTES, partBytes)));
    const parts = await cut!(ctx, count);
    if (parts.length < 2) return null;
    const executors = [localExecutor(plan, { ...options.host, models }), ...workers];
    return await new PartitionedRun(plan, { parts, count }, executors, options, events).run();
  } finally {
    // After a run they are closed already; where the source could not be cut, nobody waits for them to have started.
    void Promise.allSettled(workers.map((worker) => worker.close()));
    await models.close();
  }
}
