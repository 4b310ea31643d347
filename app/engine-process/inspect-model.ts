// What is a model file, and does it open on this machine?

import { systemClock } from "../../engine/host/clock.ts";
import { inspectFile, type Inspection } from "../../engine/models/onnx/inspect.ts";
import type { ModelProblem } from "../../engine/models/onnx/problem.ts";
import { trialOpen } from "../../engine/models/trial-open.ts";
import type { Files } from "../../engine/sdk/services.ts";

/** How opening went: what the file says of itself is not all that the runtime asks for. */
export interface Opens {
  readonly provider: string;
  readonly loadMs: number;
}

/** What the file says of itself, and how opening it went; null where it was not tried. */
export async function inspectModel(
  files: Files,
  path: string,
  signal?: AbortSignal,
): Promise<Inspection & { readonly opens: Opens | null }> {
  const inspection = await inspectFile(files, path, signal);
  const opened =
    inspection.model !== null && inspection.refusals.length === 0 ? await tryOpen(files, path, signal) : null;
  const refusals = opened && "refusal" in opened ? [opened.refusal] : inspection.refusals;
  return { ...inspection, refusals, opens: opened && "opens" in opened ? opened.opens : null };
}

/** Opens the model in a throw-away process: a model that brings the runtime down must not take the answer with it. */
async function tryOpen(
  files: Files,
  path: string,
  signal?: AbortSignal,
): Promise<{ opens: Opens } | { refusal: ModelProblem }> {
  const trial = await trialOpen(path, { files, clock: systemClock, signal });
  if (trial.opened) return { opens: { provider: trial.provider, loadMs: trial.loadMs } };
  const { code, details } = trial.error;
  const { message, hint, expected, got } = details;
  return { refusal: { code, message, hint, ...(expected && { expected }), ...(got && { got }) } };
}
