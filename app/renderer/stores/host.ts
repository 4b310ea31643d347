// Whether the host and its engine are there: one for the window, whatever is open.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Failure } from "../../bridge/shapes.ts";
import { failureOf } from "../failure.ts";
import type { Link } from "../host/find-bridge.ts";
import { hostText as text } from "../strings/host.ts";

export interface HostState {
  readonly connected: boolean;
  /** Why what is open could not be taken up again when the connection was back; null while there is nothing to tell. */
  readonly refused: Failure | null;
  readonly engine: "starting" | "ready" | "crashed";
  /** Of the engine's process; 0 while nobody has said. */
  readonly memoryMb: number;
  /** The last crash until it has been seen: which node ran, where one did. */
  readonly crash: null | { readonly node: string | null };
}

/** Why nothing can run now, in words; null where it can. What is open has to be taken up before it runs. */
export function whyAway({ connected, refused }: Pick<HostState, "connected" | "refused">): string | null {
  if (!connected) return text.away;
  return refused && `${refused.message} ${refused.hint ?? ""}`.trim();
}

export type HostStore = StoreApi<HostState> & {
  readonly listen: () => () => void;
  /** Tries again what was refused. */
  readonly takeUp: () => Promise<void>;
};

/** What is open: what is told of engines of other windows is not heard, and after a broken connection it is taken up again. */
interface Open {
  readonly session: () => string | null;
  readonly rejoin: () => Promise<void>;
}

export function createHostStore({ bridge, onState }: Link, { session, rejoin }: Open): HostStore {
  const store = createStore<HostState>(() => ({
    connected: true,
    refused: null,
    engine: "starting",
    memoryMb: 0,
    crash: null,
  }));
  const takeUp = async () => {
    try {
      await rejoin();
      store.setState({ connected: true, refused: null });
    } catch (thrown) {
      const refused = failureOf(thrown);
      // Lost again: the next connection is another chance.
      if (refused.code !== "HOST_GONE") store.setState({ connected: true, refused });
    }
  };
  const listen = () => {
    const offs = [
      onState((connected) => {
        if (!connected) store.setState({ connected });
        else if (!store.getState().connected) void takeUp();
      }),
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
  return Object.assign(store, { listen, takeUp });
}
