// How does this process speak with the one that started it?

import type { Told } from "../bridge/engine-protocol.ts";

export interface Port {
  send(message: Told): void;
  /** `ended` is called when the other side is gone. */
  listen(heard: (message: unknown) => void, ended: () => void): void;
}

/** As Electron's `utilityProcess` gives it; its types come with Electron alone. */
interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: "message", heard: (event: { readonly data: unknown }) => void): void;
}

/** Electron's port, or the channel of `child_process.fork`; null for a process that nobody speaks with. */
export function parentPort(): Port | null {
  const { parentPort: electron } = process as { readonly parentPort?: ElectronPort };
  if (electron) {
    return {
      send: (message) => electron.postMessage(message),
      // Electron ends the process with the one that started it.
      listen: (heard) => electron.on("message", ({ data }) => heard(data)),
    };
  }
  if (!process.send) return null;
  return {
    send: (message) => void process.send?.(message),
    listen: (heard, ended) => {
      process.on("message", heard);
      process.on("disconnect", ended);
    },
  };
}
