// Was Millrace told to stay offline? Asked before anything of the network is loaded.

import { MillraceError } from "../sdk/errors.ts";

/** For this process and those that it starts. */
export function stayOffline(): void {
  process.env.MILLRACE_OFFLINE = "1";
}

export function isOffline(): boolean {
  return !["", "0", "false"].includes(process.env.MILLRACE_OFFLINE ?? "");
}

export function httpOffline(host: string): MillraceError {
  return new MillraceError("HTTP_OFFLINE", {
    message: `This would ask ${host}, and Millrace was told to stay offline.`,
    hint: "Leave --offline (or MILLRACE_OFFLINE) out, or disable the node.",
    fatal: true,
  });
}
