// Which keys each action has: its own ones, or those that a person has chosen instead. Kept for all windows.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Action } from "./action.ts";
import { normalKey } from "./keys.ts";

export interface Bindings {
  /** Keys by action id; an empty list takes the keys away. */
  readonly chosen: Readonly<Record<string, readonly string[]>>;
}

export type BindingStore = StoreApi<Bindings>;

const STORED = "millrace.keys";

export function createBindings(storage: Pick<Storage, "getItem" | "setItem">): BindingStore {
  const store = createStore<Bindings>(() => ({ chosen: stored(storage) }));
  store.subscribe(({ chosen }) => storage.setItem(STORED, JSON.stringify(chosen)));
  return store;
}

export const bindings = createBindings(
  // Tests that read the list of actions have no window around them.
  typeof localStorage === "undefined" ? { getItem: () => null, setItem: () => {} } : localStorage,
);

export function keysOf(action: Pick<Action, "id" | "keys">, { chosen }: Bindings): readonly string[] {
  return Object.hasOwn(chosen, action.id) ? chosen[action.id] : (action.keys ?? []);
}

/** `null` gives the action its own keys back. */
export function choose(store: BindingStore, id: string, keys: readonly string[] | null): void {
  const { [id]: _, ...rest } = store.getState().chosen;
  store.setState({ chosen: keys === null ? rest : { ...rest, [id]: keys } });
}

function stored(storage: Pick<Storage, "getItem">): Bindings["chosen"] {
  try {
    const kept = JSON.parse(storage.getItem(STORED) ?? "{}") as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(kept).flatMap(([id, keys]) => {
        if (!Array.isArray(keys)) return [];
        const known = keys.map((key) => normalKey(String(key))).filter((key) => key !== null);
        return [[id, known] as const];
      }),
    );
  } catch {
    return {};
  }
}
