// How does a process speak with the one that started it?

export interface ParentPort<Out> {
  send(message: Out): void;
  /** `ended` is called when the other side is gone. */
  listen(heard: (message: unknown) => void, ended: () => void): void;
  /** Nothing more is said; the process may end. */
  leave(): void;
  /** Whether this process can start others itself; one of Electron's cannot. */
  readonly forks: boolean;
}

/** As Electron's `utilityProcess` gives it; its types come with Electron alone. */
interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: "message", heard: (event: { readonly data: unknown }) => void): void;
}

/** Electron's port, or the channel of `child_process.fork`; null for a process that nobody speaks with. */
export function parentPort<Out>(): ParentPort<Out> | null {
  const { parentPort: electron } = process as { readonly parentPort?: ElectronPort };
  if (electron) {
    return {
      forks: false,
      send: (message) => electron.postMessage(message),
      // Electron ends the process with the one that started it.
      listen: (heard) => electron.on("message", ({ data }) => heard(data)),
      leave: () => process.exit(0),
    };
  }
  const send = process.send?.bind(process);
  if (!send) return null;
  return {
    forks: true,
    send: (message) => void send(message),
    listen: (heard, ended) => {
      process.on("message", heard);
      process.on("disconnect", ended);
    },
    leave: () => process.disconnect(),
  };
}
