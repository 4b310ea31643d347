// Puts the contract of the bridge into the page of the desktop window, and nothing else.

import { contextBridge, ipcRenderer, webUtils } from "electron";
import { calls, events, type CallName, type EventName } from "../bridge/calls.ts";
import { PRELOAD_NAME, type Preload } from "../bridge/preload.ts";

function forEach<N extends string, F>(
  table: Readonly<Record<N, unknown>>,
  make: (name: N) => F,
): Record<N, F> {
  const names = Object.keys(table) as N[];
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<N, F>;
}

const preload: Preload = {
  calls: forEach(calls, (name: CallName) => (request: unknown) => ipcRenderer.invoke(name, request)),
  on: forEach(events, (name: EventName) => (listener: (event: unknown) => void) => {
    const heard = (_sender: unknown, event: unknown) => listener(event);
    ipcRenderer.on(name, heard);
    return () => void ipcRenderer.removeListener(name, heard);
  }),
  pathOf: (file) => webUtils.getPathForFile(file),
};

contextBridge.exposeInMainWorld(PRELOAD_NAME, preload);
