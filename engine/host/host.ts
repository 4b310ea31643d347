// Puts the services together for a run on this machine.

import type { Files, HostServices, Log, Models, Secrets, TextOutput } from "../sdk/services.ts";
import { DEFAULT_WORK_BYTES, MemoryGate } from "../sdk/memory-gate.ts";
import { systemClock } from "./clock.ts";
import { diskScratch } from "./scratch.ts";

export interface HostParts {
  readonly files: Files;
  readonly models: Models;
  readonly log: Log;
  readonly output: TextOutput;
}

/** Secrets come from environment variables of the same name. */
export const environmentSecrets: Secrets = { get: async (name) => process.env[name] ?? null };

/** Bytes that pictures may take while they are decoded. The setting is in megabytes; what is no number above 0 counts as not set. */
function workBytes(): number {
  const megabytes = Number(process.env.MILLRACE_PICTURE_MEMORY);
  return megabytes > 0 ? megabytes * 2 ** 20 : DEFAULT_WORK_BYTES;
}

/** The services of a run. */
export function nodeHost({ files, models, log, output }: HostParts): HostServices {
  return {
    files,
    models,
    log,
    output,
    clock: systemClock,
    secrets: environmentSecrets,
    memory: new MemoryGate(workBytes()),
    scratch: diskScratch(),
  };
}
