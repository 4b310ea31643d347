import type { PreparedModel } from "./prepared-model.ts";
import type { Runner } from "./runner.ts";
import { openInline } from "./inline-runner.ts";
import type { RunnerParts } from "./open-runner.ts";
export function openPlaced(model: PreparedModel, _parts: RunnerParts): Promise<Runner> {
  return openInline(model);
}
