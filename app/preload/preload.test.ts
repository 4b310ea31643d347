// That the built preload runs where there is no Node, and exposes the contract alone.

import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { calls, events } from "../bridge/calls.ts";
import type { Preload } from "../bridge/preload.ts";

/** Runs dist/preload.cjs with nothing but `require("electron")`; what it exposed, and what it did with IPC. */
function runPreload() {
  const did: unknown[] = [];
  const exposed: Record<string, Preload> = {};
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: Preload) => (exposed[name] = api) },
    ipcRenderer: {
      invoke: async (channel: string, request: unknown) => void did.push(["invoke", channel, request]),
      on: (channel: string) => did.push(["on", channel]),
      removeListener: (channel: string) => did.push(["removeListener", channel]),
    },
    webUtils: { getPathForFile: () => "/data/orders.csv" },
  };
  const require = (id: string) => {
    if (id !== "electron") throw new Error(`A sandboxed preload cannot load ${id}`);
    return electron;
  };
  runInNewContext(readFileSync("dist/preload.cjs", "utf8"), { require, exports: {}, URL, TextEncoder });
  return { did, exposed };
}

test("it exposes one object: calls, events and the place of a file", () => {
  const { exposed } = runPreload();
  expect(Object.keys(exposed)).toEqual(["millraceBridge"]);
  const { millraceBridge: preload } = exposed;
  expect(Object.keys(preload)).toEqual(["calls", "on", "pathOf"]);
  expect(Object.keys(preload.calls)).toEqual(Object.keys(calls));
  expect(Object.keys(preload.on)).toEqual(Object.keys(events));
  expect(preload.pathOf(new File([], "orders.csv"))).toBe("/data/orders.csv");
});

test("a call goes out on the channel of its name, an event is heard until one stops", async () => {
  const { did, exposed } = runPreload();
  await exposed.millraceBridge.calls["document.open"]({ path: "/a" });
  const stop = exposed.millraceBridge.on["run.event"](() => {});
  stop();
  expect(did).toEqual([
    ["invoke", "document.open", { path: "/a" }],
    ["on", "run.event"],
    ["removeListener", "run.event"],
  ]);
});
