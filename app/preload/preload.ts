// Puts the contract of the bridge into the page of the desktop window, and nothing else.

import { contextBridge, ipcRenderer, webUtils } from "electron";
import { calls, events, type CallName } from "../bridge/calls.ts";
import { PRELOADED, type Preloaded } from "../bridge/preloaded.ts";

const asked = (name: CallName): [CallName, Preloaded[CallName]] => [
  name,
  (request) => ipcRenderer.invoke(name, request),
];

const preloaded = {
  ...Object.fromEntries((Object.keys(calls) as CallName[]).map(asked)),
  on(name, listener) {
    if (!Object.hasOwn(events, name)) throw new Error(`There is no event "${name}".`);
    const heard = (_sender: unknown, event: unknown) => listener(event);
    ipcRenderer.on(name, heard);
    return () => void ipcRenderer.removeListener(name, heard);
  },
  pathOf: (file) => webUtils.getPathForFile(file),
} as Preloaded;

contextBridge.exposeInMainWorld(PRELOADED, preloaded);
