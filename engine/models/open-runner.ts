// Where a model is opened: in a child when it must be killable, behind a guard when it is risky, else where it is fastest.

import type { EntryName } from "../host/entries.ts";
import type { Clock, Log, ModelOptions } from "../sdk/services.ts";
import { ChildRunner } from "./child-runner.ts";
import { GuardedRunner } from "./guarded-runner.ts";
import { openInline } from "./inline-runner.ts";
import { openLanes } from "./lanes.ts";
import { memoryCeiling } from "./memory-ceiling.ts";
import { openPlaced } from "./placement.ts";
import type { PreparedModel } from "./prepared-model.ts";
import type { Runner } from "./runner.ts";

export interface RunnerParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly entry: (name: EntryName) => string;
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
  const memory = memoryLimit ?? (risky ? await memoryCeiling(model.size) : null);
  const { clock } = parts;
  const child = new ChildRunner({
    entry: parts.entry("model-child"),
    model,
    clock,
    limits: { timeoutMs, memory, signal },
  });
  await child.ready();
  return killable ? child : new GuardedRunner(child, () => openFastest(model, options, parts), model.path);
}

function openFastest(model: PreparedModel, options: ModelOptions, parts: RunnerParts): Promise<Runner> {
  const { placement = "auto" } = options;
  switch (placement) {
    case "inline":
      return openInline(model);
    case "inline-2":
      return openInline(model, 2);
    case "lane":
      return openLanes(parts.entry("lane-worker"), model, 1);
    case "lane-2":
      return openLanes(parts.entry("lane-worker"), model, 2);
    case "auto":
      return openPlaced(model, parts);
  }
}
