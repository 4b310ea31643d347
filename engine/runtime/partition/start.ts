// Decides whether a run is worth several threads, and starts it so.

import type { Plan, PlannedNode } from "../../plan/types.ts";
import type { NodeContext, SourcePart } from "../../sdk/node-definition.ts";
import { entryPath } from "../../host/entries.ts";
import { keepOpen } from "../../models/keep-open.ts";
import type { EventLog } from "../event-log.ts";
import type { RunSummary } from "../events.ts";
import type { RunOptions } from "../run.ts";
import { localExecutor } from "./part-run.ts";
import { PartitionedRun } from "./partitioned-run.ts";
import { workerExecutor } from "./worker-executor.ts";

/** Below this a second thread costs more (about 60 ms to start and warm up) than it brings. */
const MIN_BYTES = 24 * 1024 * 1024;
/** Small enough to keep what waits in memory small, large enough to make the hand-over invisible. */
const PART_BYTES = 4 * 1024 * 1024;

/** Runs the plan in parts; null when the source cannot be cut or is too small. */
export async function runInParts(
  plan: Plan,
  source: PlannedNode,
  options: RunOptions & { readonly threads: number },
  events: EventLog,
): Promise<RunSummary | null> {
  const parts = await cut(source, options);
  if (parts.length < 2) return null;
  const models = keepOpen(options.host.models);
  const start = { document: plan.document, folder: options.host.files.resolve(".") };
  const executors = [localExecutor(plan, { ...options.host, models })];
  for (let i = 1; i < Math.min(options.threads, parts.length); i++) {
    executors.push(workerExecutor(entryPath("partition-worker"), start));
  }
  try {
    return await new PartitionedRun(plan, parts, executors, options, events).run();
  } finally {
    await models.close();
  }
}

async function cut(source: PlannedNode, { host, signal }: RunOptions): Promise<readonly SourcePart[]> {
  const { id, title, params, facts, inputs, outputs, definition } = source;
  const ctx: NodeContext<object, unknown, undefined> = {
    node: { id, title },
    params,
    facts,
    state: undefined,
    inputs,
    outputs,
    host,
    signal: signal ?? new AbortController().signal,
    timeoutMs: null,
    fail: () => {},
    warn: () => {},
  };
  const whole = await definition.parts!(ctx, 1);
  const size = whole.reduce((sum, { from, to }) => sum + to - from, 0);
  return size < MIN_BYTES ? [] : definition.parts!(ctx, Math.ceil(size / PART_BYTES));
}
