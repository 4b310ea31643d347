// What the models of a run are computed by, where it is asked for: by flag, else by the environment.

import { providersOf } from "../../engine/sdk/providers.ts";

/** Checks what is asked for, and tells it to all threads and processes that this one starts. Throws PROVIDER_UNKNOWN. */
export function setProviderOfRun(flag: string | undefined): void {
  const told = process.env.MILLRACE_PROVIDER ?? "";
  if (flag !== undefined) {
    providersOf(flag, "--provider");
    process.env.MILLRACE_PROVIDER = flag;
  } else if (told !== "") providersOf(told, "The variable MILLRACE_PROVIDER");
}
