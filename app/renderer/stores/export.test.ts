// An export as the dialog leads through it, with a host that answers as the test says.

import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { BridgeError, type Bridge } from "../../bridge/bridge.ts";
import type { ExportOutlook, ExportStep } from "../../bridge/shapes.ts";
import type { DocumentStore } from "./document.ts";
import { canStart, createExportStore } from "./export.ts";

const verdict = (target: string, verdict: "possible" | "impossible", byPlatform = false) => ({
  target,
  verdict,
  byPlatform,
  reasons: [],
});
const OUTLOOK: ExportOutlook = {
  targets: [verdict("script", "possible"), verdict("vendored", "possible", true)],
  platform: "linux-x64",
  platforms: [],
  size: { program: 1, models: 0, npm: 0 },
  packages: {},
  secrets: [],
};
type Is = "free" | "exported" | "full" | "file";

function begin({ outlook = OUTLOOK, is = "free" }: { outlook?: ExportOutlook; is?: Is } = {}) {
  const document = createStore(() => ({ session: "s", name: "flow", document: { nodes: [], edges: [] } }));
  const asked: object[] = [];
  const stopped: object[] = [];
  const at = { is, make: (): Promise<unknown> => new Promise(() => {}) };
  let tell: (event: { session: string; step: ExportStep }) => void = () => {};
  const bridge = {
    on: (_: string, listener: typeof tell) => ((tell = listener), () => {}),
    export: {
      check: async () => outlook,
      place: async ({ folder = "/work/flow-program" }) => ({ folder, is: at.is }),
      make: (request: object) => (asked.push(request), at.make()),
      stop: async (request: object) => (stopped.push(request), {}),
    },
  };
  const store = createExportStore(bridge as unknown as Bridge, document as unknown as DocumentStore);
  return { store, asked, stopped, at, tell: (step: ExportStep, session = "s") => tell({ session, step }) };
}

test("it begins with a folder beside the workflow and a target that is possible", async () => {
  const { store } = begin();
  expect(canStart(store.getState())).toBe(false);
  await store.look();
  expect(store.getState()).toMatchObject({ folder: "/work/flow-program", target: "script" });
  expect(canStart(store.getState())).toBe(true);
});

test("a target that is impossible is neither chosen by itself nor started", async () => {
  const targets = [verdict("script", "impossible"), verdict("vendored", "possible", true)];
  const { store } = begin({ outlook: { ...OUTLOOK, targets } });
  await store.look();
  expect(store.getState().target).toBe("vendored");
  store.choose("script");
  expect(canStart(store.getState())).toBe(false);
});

test.each<[Is, boolean, boolean]>([
  ["free", true, true],
  ["exported", false, true],
  ["full", false, false],
  ["file", false, false],
])("a folder that is %s can be used: %s; when replacing is asked for: %s", async (is, plain, replacing) => {
  const { store } = begin({ is });
  await store.look();
  expect(canStart(store.getState())).toBe(plain);
  store.setReplace(true);
  expect(canStart(store.getState())).toBe(replacing);
});

test("another folder takes back that something may be replaced", async () => {
  const { store } = begin({ is: "exported" });
  await store.look();
  store.setReplace(true);
  await store.setFolder("/elsewhere");
  expect(store.getState().replace).toBe(false);
});

test("a chosen folder with other things in it gets one of its own for the program", async () => {
  const { store, at } = begin();
  at.is = "full";
  await store.takeFolder("/home/me");
  expect(store.getState().folder).toBe("/home/me/flow-program");
});

test("what is told of other workflows is not heard, and each result is kept as it is compared", async () => {
  const { store, tell, asked } = begin();
  await store.look();
  void store.start();
  expect(asked).toMatchObject([{ target: "script", folder: "/work/flow-program", force: false }]);
  expect(asked[0]).not.toHaveProperty("platform");
  tell({ step: "prove" }, "other");
  expect(store.getState().phase).toMatchObject({ stage: "write" });
  tell({ step: "prove" });
  const compared = { file: "out.csv", values: 3, identical: true };
  tell({ step: "compared", compared });
  expect(store.getState().phase).toMatchObject({ stage: "prove", compared: [compared] });
});

test("one for a platform says which", async () => {
  const { store, asked } = begin();
  await store.look();
  store.choose("vendored");
  void store.start();
  expect(asked).toMatchObject([{ target: "vendored", platform: "linux-x64" }]);
});

test("what fails is told, and leads back to the choice", async () => {
  const { store, at } = begin();
  await store.look();
  const failure = { code: "EXPORT_DIFFERS", message: "It differs.", node: "model" };
  at.make = () => Promise.reject(new BridgeError(failure));
  await store.start();
  expect(store.getState().phase).toEqual({ is: "failed", failure });
  store.back();
  expect(canStart(store.getState())).toBe(true);
});

test("stopped, it is back at the choice without a word", async () => {
  const { store, at, stopped } = begin();
  await store.look();
  let fail: (thrown: unknown) => void = () => {};
  at.make = () => new Promise((_, reject) => (fail = reject));
  const started = store.start();
  await store.halt();
  await store.halt();
  expect(stopped).toEqual([{ session: "s" }]);
  expect(store.getState().phase).toMatchObject({ is: "working", stopping: true });
  fail(new BridgeError({ code: "EXPORT_STOPPED", message: "" }));
  await started;
  expect(store.getState().phase).toEqual({ is: "choosing" });
});

test("one that nobody looks at any more is stopped", async () => {
  const { store, stopped } = begin();
  await store.look();
  void store.start();
  store.stop();
  expect(stopped).toEqual([{ session: "s" }]);
});
