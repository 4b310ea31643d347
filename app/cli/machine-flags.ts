// What flags say of the machine: where secrets are, and whether the network may be asked. Processes that are started go by it too.

import { resolve } from "node:path";
import { OFFLINE_VARIABLE } from "../../engine/host/http-offline.ts";
import { checkSecretsFile, SECRETS_VARIABLE } from "../../engine/host/secrets.ts";

export interface MachineFlags {
  readonly secrets?: string;
  readonly offline?: boolean;
}

/** A file with secrets that is not there, or that others can read, is refused at once. */
export function applyMachineFlags({ secrets, offline }: MachineFlags): void {
  if (offline === true) process.env[OFFLINE_VARIABLE] = "1";
  if (secrets === undefined) return;
  checkSecretsFile(secrets);
  process.env[SECRETS_VARIABLE] = resolve(secrets);
}
