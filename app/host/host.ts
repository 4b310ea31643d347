// A host: what stands behind the contract, for every window of a program. It owns the processes of the engine.

import { homedir } from "node:os";
import { appDataFolder } from "../../engine/host/app-data.ts";
import { EngineKeeper } from "./engine-keeper.ts";
import { ExportKeeper } from "./export-keeper.ts";
import { documentsFolder } from "./files.ts";
import { HostWindow, type Shared } from "./host-window.ts";
import { LibraryKeeper } from "./library-keeper.ts";
import { Memory } from "./memory.ts";
import type { HostOptions, Later, WindowServices } from "./options.ts";
import { isOwn, unknownPage, type PageNames } from "./page-names.ts";
import { RunKeeper } from "./run-keeper.ts";

export interface Host {
  /** A window of the editor: its calls and its events. `pages`: who is in it. */
  connect(services?: WindowServices, pages?: PageNames): HostWindow;
  /** Ends all windows and processes. */
  close(): Promise<void>;
}

const systemLater: Later = (ms, work) => {
  const timer = setTimeout(work, ms).unref();
  return () => clearTimeout(timer);
};

export function createHost(options: HostOptions): Host {
  const windows = new Set<HostWindow>();
  const home = homedir();
  const appData = options.appData ?? appDataFolder();
  const later = options.later ?? systemLater;
  const ofSession = (id: string) => [...windows].find((window) => window.has(id));
  const runs = new RunKeeper(
    options.startEngine,
    {
      event: (event) => ofSession(event.session)?.emit("run.event", event),
      state: (state) => ofSession(state.session!)?.emit("engine.state", state),
    },
    later,
  );
  const exports = new ExportKeeper(
    options.startEngine,
    (event) => ofSession(event.session)?.emit("export.step", event),
    later,
  );
  const library = new LibraryKeeper({
    step: (step) => windows.forEach((window) => window.emit("library.step", step)),
    changed: () => windows.forEach((window) => window.emit("library.changed", {})),
  });
  const engine = new EngineKeeper(
    options.startEngine,
    {
      event: ({ event, value }) => {
        const { session } = value;
        for (const window of session === null ? windows : [ofSession(session)]) window?.emit(event, value);
      },
      state: (state, node) => {
        for (const window of windows)
          window.emit("engine.state", { session: null, state, node, memoryMb: 0 });
        // Not before: two processes that start at once are both slower.
        if (state === "ready") runs.prepare();
      },
    },
    later,
  );
  const shared: Shared = {
    options,
    home,
    appData,
    documents: options.documents ?? documentsFolder(home),
    memory: new Memory(appData),
    engine,
    runs,
    exports,
    library,
    later,
    saved: async (path: string) => {
      await Promise.all([...windows].map((window) => window.look(path)));
    },
    leftOf: (session, pages) => {
      const leftIn = (some: readonly HostWindow[]) => some.flatMap((window) => window.leftOf(session));
      const own = leftIn([...windows].filter(({ page }) => isOwn(pages, page)));
      return own.length > 0 ? own : leftIn([...windows]);
    },
  };
  return {
    connect(services = {}, pages = unknownPage()) {
      const window = new HostWindow(shared, services, pages, () => windows.delete(window));
      windows.add(window);
      return window;
    },
    async close() {
      await Promise.all([...windows].map((window) => window.close()));
      runs.close();
      exports.close();
      library.close();
      engine.close();
    },
  };
}
