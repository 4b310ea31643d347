// What the keys are called here, and which of them the browser keeps for itself.

import { isMac, shownKey } from "./keys.ts";

export const MAC = typeof navigator !== "undefined" && isMac(navigator.platform);

/** New, close and private windows belong to the browser; the desktop window leaves them to us. */
const TAKEN_BY_BROWSERS = new Set(["Mod+N", "Mod+T", "Mod+W", "Mod+Shift+N", "Mod+Shift+T"]);

const inBrowser = typeof window !== "undefined" && !("millraceBridge" in window);

/** Whether a key comes to the page at all. */
export function worksHere(key: string): boolean {
  return !inBrowser || !TAKEN_BY_BROWSERS.has(key);
}

/** The first of the keys that works here, as people know it; null when there is none. */
export function firstKey(keys: readonly string[]): string | null {
  const key = keys.find(worksHere);
  return key === undefined ? null : shownKey(key, MAC);
}
