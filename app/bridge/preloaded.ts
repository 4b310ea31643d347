// What the preload of the desktop window puts into the page, and the transport that the editor makes of it.

import { replyOf, type Answer, type Transport } from "./bridge.ts";
import { events, type CallName, type EventName } from "./calls.ts";

/** The name in the page's `window`. */
export const PRELOADED = "millraceBridge";

/** One function for each call of the contract, by its name; how to hear the events; nothing else. */
export type Preloaded = { readonly [N in CallName]: (request: unknown) => Promise<Answer> } & {
  /** Answers how to stop listening. */
  readonly on: (name: EventName, listener: (event: unknown) => void) => () => void;
  /** Where a dropped file lies; "" for one that lies nowhere. */
  readonly pathOf: (file: File) => string;
};

/** The host of a page that has a preload; a page in a browser has none. */
export function preloadedTransport(preloaded: Preloaded): Transport {
  return {
    send: async (name, request) => replyOf(await preloaded[name](request)),
    listen(listener) {
      const names = Object.keys(events) as EventName[];
      const stop = names.map((name) => preloaded.on(name, (event) => listener(name, event)));
      return () => stop.forEach((each) => each());
    },
  };
}
