// The network while a workflow is only looked at: opening one that somebody else made must not send anything, least of all a secret.

import { isOffline } from "./http-offline.ts";
import { MillraceError } from "../sdk/errors.ts";
import type { Network } from "../sdk/services.ts";

export const closedNetwork: Network = {
  isClosed: true,
  noConnections: "closed",
  send({ url }) {
    throw new MillraceError("HTTP_NOT_ASKED", {
      message: `Nobody asks ${new URL(url).host} while the workflow is only looked at.`,
      hint: "Run the workflow.",
      fatal: true,
    });
  },
};

/** That of the editor, where the person trusts the workflow: databases may be asked which columns a query has, and nobody else is. */
export const closedButDatabases: Network = {
  isClosed: true,
  send: closedNetwork.send,
  get noConnections() {
    return isOffline() ? "offline" : undefined;
  },
};
