// Was Millrace told to stay offline? Asked before anything of the network is loaded.

import { MillraceError } from "../sdk/errors.ts";

/** Set by `--offline`, for this process and those that it starts. */
export const OFFLINE_VARIABLE = "MILLRACE_OFFLINE";

export function isOffline(env: NodeJS.ProcessEnv = process.env): boolean {
  return !["", "0", "false"].includes(env[OFFLINE_VARIABLE] ?? "");
}

export function httpOffline(host: string): MillraceError {
  return new MillraceError("HTTP_OFFLINE", {
    message: `This would ask ${host}, and Millrace was told to stay offline.`,
    hint: `Leave --offline (or ${OFFLINE_VARIABLE}) out, or disable the node.`,
    fatal: true,
  });
}
