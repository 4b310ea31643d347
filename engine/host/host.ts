// Puts the services together for a run on this machine.

import type { Files, HostServices, Log, Models, Secrets, TextOutput } from "../sdk/services.ts";
import { DEFAULT_WORK_BYTES, MemoryGate } from "../sdk/memory-gate.ts";
import { systemClock } from "./clock.ts";
import { withoutSecrets } from "./handed-out.ts";
import { lazyNetwork } from "./lazy-network.ts";
import { diskScratch } from "./scratch.ts";
import { machineSecrets } from "./secrets.ts";

export interface HostParts {
  readonly files: Files;
  readonly models: Models;
  readonly log: Log;
  readonly output: TextOutput;
  /** Those of this machine unless given. */
  readonly secrets?: Secrets;
}

/** Bytes that pictures may take while they are decoded. The setting is in megabytes; what is no number above 0 counts as not set. */
function workBytes(): number {
  const megabytes = Number(process.env.MILLRACE_PICTURE_MEMORY);
  return megabytes > 0 ? megabytes * 2 ** 20 : DEFAULT_WORK_BYTES;
}

/** The services of a run. */
export function nodeHost({ files, models, log, output, secrets = machineSecrets }: HostParts): HostServices {
  return {
    files,
    models,
    log: {
      debug: (message) => log.debug(withoutSecrets(message)),
      warn: (message) => log.warn(withoutSecrets(message)),
    },
    output: {
      print: (text) => output.print(withoutSecrets(text)),
      get width() {
        return output.width;
      },
    },
    clock: systemClock,
    secrets,
    network: lazyNetwork(),
    memory: new MemoryGate(workBytes()),
    scratch: diskScratch(),
  };
}
