// What the preload script of the desktop window leaves in the page: the contract, and where a dropped file lies. Nothing else.

import type { Answer } from "./bridge.ts";
import type { CallName, EventName } from "./calls.ts";

export interface Preload {
  readonly calls: { readonly [N in CallName]: (request: unknown) => Promise<Answer> };
  /** One function for each event; it answers how to stop listening. */
  readonly on: { readonly [N in EventName]: (listener: (event: unknown) => void) => () => void };
  /** Where a dropped file lies; "" for one that lies nowhere. */
  readonly pathOf: (file: File) => string;
}

/** The name it has in the page's `window`. */
export const PRELOAD_NAME = "millraceBridge";
