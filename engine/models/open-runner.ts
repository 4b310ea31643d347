// Where a model is opened: in a child when it must be killable, behind a guard when it is risky, else where it is fastest.

import type { EntryName } from "../host/entries.ts";
import type { Clock, Log, ModelOptions } from "../sdk/services.ts";
import { openInline } from "./inline-runner.ts";
import { openPlaced } from "./placement.ts";
import type { PreparedModel } from "./prepared-model.ts";
import type { Runner } from "./runner.ts";

export interface RunnerParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly entry: (name: EntryName) => string;
  /** Threads that compute at once. */
  readonly threads: number;
}

export async function openRunner(
  model: PreparedModel,
  options: ModelOptions,
  parts: RunnerParts,
): Promise<Runner> {
  const { timeoutMs = null, memoryLimit = null, signal } = options;
  const risky = model.risky.length > 0;
  const killable = options.killable === true || timeoutMs !== null || memoryLimit !== null;
  if (!killable && !risky) return openFastest(model, options, parts);
  // What starts threads and processes is loaded with the first of them: most models need neither.
  const { ChildRunner } = await import("./child-runner.ts");
  const { memoryCeiling } = await import("./memory-ceiling.ts");
  const memory = memoryLimit ?? (risky ? await memoryCeiling(model.size) : null);
  const { clock } = parts;
  const child = new ChildRunner({
    entry: parts.entry("model-child"),
    model,
    clock,
    limits: { timeoutMs, memory, signal },
  });
  await child.ready();
  if (killable) return child;
  const { GuardedRunner } = await import("./guarded-runner.ts");
  return new GuardedRunner(child, openFastest(model, options, parts), model.path);
}

async function openFastest(model: PreparedModel, options: ModelOptions, parts: RunnerParts): Promise<Runner> {
  const { placement = "auto", lanes: wanted } = options;
  const openLanes = async (count: number) =>
    (await import("./lanes.ts")).openLanes(parts.entry("lane-worker"), model, count);
  switch (placement) {
    case "inline":
      return openInline(model);
    case "inline-2":
      return openInline(model, 2);
    case "lane":
      return openLanes(1);
    case "lane-2":
      return openLanes(2);
    case "auto":
      // The accelerator computes: threads of this process would only stand in line for it.
      if (model.provider !== "cpu") return openInline(model);
      return wanted ? openLanes(Math.min(wanted, parts.threads)) : openPlaced(model, parts);
  }
}
