// A status that says no, in words.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Reply } from "./sender.ts";

export function statusError(reply: Reply): MillraceError {
  const { host, pathname } = new URL(reply.url);
  return new MillraceError("HTTP_STATUS", {
    message: `${host} answers ${pathname} with HTTP ${reply.status}.`,
    expected: "success (2xx)",
    got: statusText(reply),
    hint: statusHint(reply),
    fatal: true,
  });
}

/** The status and the beginning of what came with it. */
export function statusText({ status, said, headers }: Reply): string {
  const to = status >= 300 && status < 400 && headers.location ? ` to ${headers.location}` : "";
  return `HTTP ${status}${to}${said === "" ? "" : `: ${said}`}`;
}

export function statusHint({ status, longPauseSeconds }: Reply): string {
  if (longPauseSeconds !== undefined)
    return `The server asks for a pause of ${longPauseSeconds} seconds, longer than Longest pause (longestWaitSeconds): raise that, run again later, or ask less often by Requests a second (requestsPerSecond).`;
  if (status === 401) return "The server does not know who asks: check Sign-in (auth) and the secret.";
  if (status === 403) return "Whoever signs in may not do this: check the rights of the token.";
  if (status === 404 || status === 410) return "There is no such thing: check the address.";
  if (status >= 300 && status < 400) return "Take the address that it leads to.";
  if (status === 429) return "The server wants fewer requests: set Requests a second (requestsPerSecond).";
  if (status >= 500) return "The server has a fault of its own: try again later.";
  return "Read what the server says, and check what is sent.";
}
