// Which host is there: the desktop window's preload script has left a bridge, else this page came from `millrace edit`.

import { makeBridge, replyOf, type Bridge } from "../../bridge/bridge.ts";
import { events, type EventName } from "../../bridge/calls.ts";
import type { Preload } from "../../bridge/preload.ts";
import { namePage } from "./page-names.ts";
import { webTransport } from "./web-transport.ts";

declare global {
  interface Window {
    readonly millraceBridge?: Preload;
  }
}

export interface Link {
  readonly bridge: Bridge;
  /** Where a dropped file lies; null for one that lies nowhere, and in a browser, which does not tell. */
  readonly pathOf: (file: File) => string | null;
  /** Tells whether the host can be reached. */
  readonly onState: (listener: (connected: boolean) => void) => () => void;
}

export function findBridge(): Link {
  const preload = window.millraceBridge;
  if (preload) {
    // A picture that is dragged out of another program is a file that lies nowhere.
    const pathOf = (file: File) => preload.pathOf(file) || null;
    return { bridge: overPreload(preload), pathOf, onState: () => () => {} };
  }
  const { protocol, host } = window.location;
  // By its name a connection that broke finds its open workflow again, by those before it a page that was loaded anew.
  const { page, before } = namePage();
  const query = `page=${page}&before=${before.join(",")}`;
  const transport = webTransport(`${protocol === "https:" ? "wss" : "ws"}://${host}/bridge?${query}`);
  return { bridge: makeBridge(transport), pathOf: () => null, onState: transport.onState };
}

function overPreload(preload: Preload): Bridge {
  return makeBridge({
    send: async (name, request) => replyOf(await preload.calls[name](request)),
    listen(listener) {
      const names = Object.keys(events) as EventName[];
      const offs = names.map((name) => preload.on[name]((event) => listener(name, event)));
      return () => offs.forEach((off) => off());
    },
  });
}
