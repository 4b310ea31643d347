// Puts the services together for a run on this machine.

import type { Files, HostServices, Log, Models, TextOutput } from "../sdk/services.ts";
import { systemClock } from "./clock.ts";

export interface HostParts {
  readonly files: Files;
  readonly models: Models;
  readonly log: Log;
  readonly output: TextOutput;
}

/** The services of a run; secrets come from environment variables of the same name. */
export function nodeHost({ files, models, log, output }: HostParts): HostServices {
  return {
    files,
    models,
    log,
    output,
    clock: systemClock,
    secrets: { get: async (name) => process.env[name] ?? null },
  };
}
