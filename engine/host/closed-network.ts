// The network while a workflow is only looked at: opening one that somebody else made must not send anything, least of all a secret.

import { MillraceError } from "../sdk/errors.ts";
import type { Network } from "../sdk/services.ts";

export const closedNetwork: Network = {
  isClosed: true,
  send({ url }) {
    throw new MillraceError("HTTP_NOT_ASKED", {
      message: `Nobody asks ${new URL(url).host} while the workflow is only looked at.`,
      hint: "Run the workflow.",
      fatal: true,
    });
  },
};
