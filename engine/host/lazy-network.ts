// The network, loaded when something is first sent: most workflows send nothing, and its code is as large as the engine.

import type { Network } from "../sdk/services.ts";
import { httpOffline, isOffline } from "./http-offline.ts";

export function lazyNetwork(): Network {
  let opened: Promise<Network> | null = null;
  return {
    get noConnections() {
      return isOffline() ? "offline" : undefined;
    },
    async send(request) {
      if (isOffline()) throw httpOffline(new URL(request.url).host);
      opened ??= import("./network.ts").then(({ openNetwork }) => openNetwork());
      return (await opened).send(request);
    },
  };
}
