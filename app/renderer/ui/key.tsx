// A key, as it is shown beside what it does.

import { useStore } from "zustand";
import type { Action } from "../actions/action.ts";
import { bindings, keysOf } from "../actions/bindings.ts";
import { firstKey } from "../actions/platform.ts";
import "./key.css";

export function Key({ children }: { readonly children: string }) {
  return <kbd className="mr-key">{children}</kbd>;
}

/** The first key of an action, whatever it is now; nothing where it has none. */
export function ActionKey({ action }: { readonly action: Action }) {
  const chosen = useStore(bindings);
  const key = firstKey(keysOf(action, chosen));
  return key === null ? null : <Key>{key}</Key>;
}
