// Puts the services together for a run on this machine.

import type { Files, HostServices, Log, Models, Secrets, TextOutput } from "../sdk/services.ts";
import { systemClock } from "./clock.ts";
import { WorkMemory } from "./work-memory.ts";

export interface HostParts {
  readonly files: Files;
  readonly models: Models;
  readonly log: Log;
  readonly output: TextOutput;
}

/** Secrets come from environment variables of the same name. */
export const environmentSecrets: Secrets = { get: async (name) => process.env[name] ?? null };

/** The services of a run. */
export function nodeHost({ files, models, log, output }: HostParts): HostServices {
  return {
    files,
    models,
    log,
    output,
    clock: systemClock,
    secrets: environmentSecrets,
    memory: new WorkMemory(),
  };
}
