// The desktop program as it is built, on the stand-in for Electron, as a host for the contract tests. Calls go from the page over the
// preload script to the main process and back.

import { createRequire } from "node:module";
import { join } from "node:path";
import { BridgeError, replyOf } from "../../../app/bridge/bridge.ts";
import type { EventName } from "../../../app/bridge/calls.ts";
import { PRELOAD_NAME } from "../../../app/bridge/preload.ts";
import { desktopEnvironment, StandInMain } from "../../../e2e/fixtures/stand-in-main.ts";
import type { HostedWindow, HostStart, RunningHost } from "./running-host.ts";

interface Tagged {
  write(value: unknown): string;
  read(text: string): unknown;
}
const { tagged } = createRequire(import.meta.url)("../../../e2e/stand-in/tagged.cjs") as {
  tagged: () => Tagged;
};
const { write, read } = tagged();

/** Left in the page: how it is told to call, and what it has heard. Its values cross as text, since bytes would not. */
const IN_PAGE = `{
  const { write, read } = (${String(tagged)})();
  const bridge = window[${JSON.stringify(PRELOAD_NAME)}];
  const heard = [];
  let wake = () => {};
  for (const [name, on] of Object.entries(bridge.on))
    on((event) => {
      heard.push([name, event]);
      wake();
    });
  window.contract = {
    has: (name) => Object.hasOwn(bridge.calls, name),
    call: async (name, request) => write(await bridge.calls[name](read(request))),
    heard: async () => {
      if (heard.length === 0) await new Promise((more) => (wake = more));
      return write(heard.splice(0));
    },
  };
}`;

export async function startDesktopHost({ appData }: HostStart): Promise<RunningHost> {
  const main = StandInMain.start([], desktopEnvironment(join(appData, "home")));
  // The program ends with its last window, so its first one stays.
  await main.evaluate(({ app, BrowserWindow }) => {
    Object.assign(globalThis, { opened: [] });
    const isThere = () => BrowserWindow.getAllWindows().length > 0;
    return isThere()
      ? undefined
      : new Promise<void>((there) => app.once("browser-window-created", () => there()));
  }, null);
  // Windows show an empty page: what is asked and told goes through the preload script, and to draw the editor for each case
  // takes most of a second.
  await main.evaluate(({ protocol }) => {
    const empty = "<!doctype html><title>Millrace</title>";
    protocol.handle("app", () => new Response(empty, { headers: { "Content-Type": "text/html" } }));
  }, null);
  return {
    pid: main.pid,
    silent: [],
    window: () => openWindow(main),
    command: (command) =>
      main.evaluate(({ Menu }, id) => {
        (Menu.getApplicationMenu()!.getMenuItemById(id)!.click as () => void)();
      }, command),
    stop: () => main.end(),
  };
}

type Opened = typeof globalThis & { readonly opened: Electron.BrowserWindow[] };

async function openWindow(main: StandInMain): Promise<HostedWindow> {
  const which = await main.evaluate(async ({ BrowserWindow, Menu }) => {
    const before = BrowserWindow.getAllWindows();
    (Menu.getApplicationMenu()!.getMenuItemById("window.new")!.click as () => void)();
    const window = BrowserWindow.getAllWindows().find((each) => !before.includes(each))!;
    await new Promise<void>((ready) => window.once("ready-to-show", () => ready()));
    return (globalThis as Opened).opened.push(window) - 1;
  }, null);
  const inPage = (expression: string) =>
    main.evaluate(
      (_, { which, expression }) =>
        (globalThis as Opened).opened[which].webContents.executeJavaScript(expression) as Promise<unknown>,
      { which, expression },
    );
  await inPage(IN_PAGE);

  const listeners = new Set<(name: EventName, event: unknown) => void>();
  let isOpen = true;
  const listen = async () => {
    while (isOpen) {
      const heard = read((await inPage("contract.heard()")) as string) as [EventName, unknown][];
      for (const [name, event] of heard) for (const listener of listeners) listener(name, event);
    }
  };
  // It ends with the window.
  listen().catch(() => {});

  const ask = async (name: string, request: unknown) => {
    const call = JSON.stringify(name);
    // There is no way for a page to ask for anything that has no function of its own.
    if (!(await inPage(`contract.has(${call})`)))
      throw new BridgeError({ code: "CALL_UNKNOWN", message: `The page has no call ${call}.` });
    const answer = await inPage(`contract.call(${call}, ${JSON.stringify(write(request))})`);
    return replyOf(read(answer as string));
  };
  return {
    ask,
    send: ask,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      isOpen = false;
      await main.evaluate((_, which) => (globalThis as Opened).opened[which].destroy(), which);
    },
  };
}
