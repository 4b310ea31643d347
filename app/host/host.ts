import { calls } from "../bridge/calls.ts";
import type { Emit, Handlers } from "../bridge/bridge.ts";
import type { Failure } from "../bridge/shapes.ts";
import type { HostOptions, WindowServices } from "./options.ts";
export interface HostWindow { readonly handlers: Handlers; close(): Promise<void> }
export interface Host {
  openWindow(services: WindowServices, emit: Emit): HostWindow;
  recent(): Promise<{ name: string; path: string; exists: boolean }[]>;
  describe(thrown: unknown): Failure;
}
export function createHost(options: HostOptions): Host {
  return {
    openWindow: (services, emit) => {
      const link = options.startEngine();
      link.onMessage((m) => { if ("event" in m) emit(m.event as never, m.data as never); });
      return {
        handlers: new Proxy({}, { get: (_, name: string) => async (request: never) => {
          if (name === "app.info") return { host: options.kind, version: options.version, platform: "linux", home: "/", dialogs: true, open: null };
          if (name === "app.window") { services.show?.(request); return {}; }
          if (name === "file.pick") return { path: await services.pick!(request) };
          if (name === "app.openLink") { await services.openLink!((request as {url: string}).url); return {}; }
          throw new Error("not here " + Object.keys(calls).length);
        } }) as Handlers,
        close: async () => link.kill(),
      };
    },
    recent: async () => [],
    describe: (thrown) => ({ code: "X", message: String(thrown) }),
  };
}
