// Whether the host and its engine are there: one for the window, whatever is open.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Link } from "../host/find-bridge.ts";

export interface HostState {
  readonly connected: boolean;
  readonly engine: "starting" | "ready" | "crashed";
  /** Of the engine's process; 0 while nobody has said. */
  readonly memoryMb: number;
  /** The last crash until it has been seen: which node ran, where one did. */
  readonly crash: null | { readonly node: string | null };
}

export type HostStore = StoreApi<HostState> & { readonly listen: () => () => void };

/** `session` names what is open: what is told of engines of other windows is not heard. */
export function createHostStore({ bridge, onState }: Link, session: () => string | null): HostStore {
  const store = createStore<HostState>(() => ({
    connected: true,
    engine: "starting",
    memoryMb: 0,
    crash: null,
  }));
  const listen = () => {
    const offs = [
      onState((connected) => store.setState({ connected })),
      bridge.on("engine.state", (event) => {
        if (event.session !== null && event.session !== session()) return;
        store.setState({
          engine: event.state,
          // A run has a process of its own: what that one uses stands with the run.
          ...(event.session === null && { memoryMb: event.memoryMb }),
          ...(event.state === "crashed" && { crash: { node: event.node } }),
        });
      }),
    ];
    return () => offs.forEach((off) => off());
  };
  return Object.assign(store, { listen });
}
