// What flags say of the machine: where secrets are, and whether the network may be asked. Processes that are started go by it too.

import { stayOffline } from "../../engine/host/http-offline.ts";
import { takeSecretsFrom } from "../../engine/host/secrets.ts";

export interface MachineFlags {
  readonly secrets?: string;
  readonly offline?: boolean;
}

export function applyMachineFlags({ secrets, offline }: MachineFlags): void {
  if (offline === true) stayOffline();
  if (secrets !== undefined) takeSecretsFrom(secrets);
}
