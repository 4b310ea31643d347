// Does a page that was loaded anew, or lost its connection, show the run as if it had seen all of it?

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Bridge } from "../../bridge/bridge.ts";
import type { RunEvent, RunSoFar } from "../../bridge/shapes.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import { runText } from "../strings/run.ts";
import type { DocumentStore } from "./document.ts";
import { createRunStore, type RunStore } from "./run.ts";

const { document } = readWorkflow(
  '{"format":"millrace","version":1,"nodes":[{"id":"rows","kind":"generate"}],"edges":[]}',
);
const counters = { rowsIn: 0, rowsOut: 5, rowsFailed: 0, busyMs: 1, waitMs: 0 };
const begun = { seq: 1, type: "run-started", nodes: ["rows"], dryRun: false, failedFile: null } as const;
const working = { seq: 2, type: "node-started", node: "rows" } as const;
const progress = (seq: number, rowsOut = 5) =>
  ({
    seq,
    type: "progress",
    rows: seq,
    share: 0.5,
    elapsedMs: 100 * seq,
    nodes: { rows: { ...counters, rowsOut } },
  }) as never;
const done = (seq: number) =>
  ({
    seq,
    type: "run-done",
    failedFile: null,
    written: [],
    summary: {
      outcome: "done",
      error: null,
      rows: 9,
      rowsFailed: 0,
      elapsedMs: 900,
      nodes: { rows: counters },
    },
  }) as never;
const soFar = (...told: readonly RunEvent[]): RunSoFar => ({
  run: "r1",
  document: document!,
  dryRun: false,
  startedAt: 1000,
  told: told.map((event, i) => ({ at: 1000 + i, event })),
});

/** A page on session `s`; `frames` are drawn when the test says so. */
function page(found: () => RunSoFar | null | Promise<RunSoFar | null>) {
  let hear: (told: object) => void = () => {};
  const asked: string[] = [];
  const bridge = {
    on: (name: string, listener: typeof hear) => {
      if (name === "run.event") hear = listener;
      return () => {};
    },
    run: {
      start: async () => ({ run: "r1" }),
      stop: async ({ run }: { run: string }) => (asked.push(run), {}),
      takeUp: async () => ({ run: await found() }),
    },
  } as unknown as Bridge;
  const store = createRunStore(bridge, {
    getState: () => ({ session: "s", document, revision: 4 }),
  } as unknown as DocumentStore);
  const tell = (event: RunEvent) => hear({ session: "s", run: "r1", event });
  return { store, tell, asked };
}

const frames: (() => void)[] = [];
const draw = () => frames.splice(0).forEach((frame) => frame());
beforeEach(() => void vi.stubGlobal("requestAnimationFrame", (frame: () => void) => frames.push(frame)));
afterEach(() => {
  frames.length = 0;
  vi.unstubAllGlobals();
});

const words = (store: RunStore) => store.getState().log.map(({ text }) => text);

test("a run that goes on is shown with its counters, told on, stopped and ended", async () => {
  const { store, tell, asked } = page(() => soFar(begun, working, progress(3)));
  await store.takeUp({ wanted: true });
  expect(store.getState()).toMatchObject({
    running: "r1",
    rows: 3,
    startedAt: 1000,
    ran: document,
    revision: 4,
    nodes: { rows: { state: "running", counters } },
  });
  tell(progress(4));
  draw();
  expect(store.getState().rows).toBe(4);
  await store.halt();
  expect(asked).toEqual(["r1"]);
  tell(done(5));
  draw();
  expect(store.getState()).toMatchObject({ running: null, summary: { rows: 9 } });
});

test("what is told while the answer is under way is heard once", async () => {
  let answer: (run: RunSoFar) => void = () => {};
  const { store, tell } = page(() => new Promise((resolve) => (answer = resolve)));
  const taken = store.takeUp({ wanted: true });
  tell(working);
  tell(progress(3));
  draw();
  answer(soFar(begun, working));
  await taken;
  expect(store.getState()).toMatchObject({ running: "r1", rows: 0 });
  draw();
  expect(store.getState()).toMatchObject({ rows: 3, nodes: { rows: { state: "running" } } });
  expect(store.getState().throughput).toHaveLength(1);
});

test("the result of one that ended meanwhile is there", async () => {
  const { store } = page(() => soFar(begun, done(2)));
  await store.takeUp({ wanted: true });
  expect(store.getState()).toMatchObject({ running: null, isLost: false, summary: { outcome: "done" } });
});

test("an end that was heard is not heard again, whatever has been changed since", async () => {
  const { store, tell } = page(() => soFar(begun, done(2)));
  await store.start();
  tell(begun);
  tell(done(2));
  draw();
  const before = store.getState();
  await store.takeUp();
  expect(store.getState()).toBe(before);
});

test.each([
  ["of a host that knows of none", async ({ start }: RunStore) => start(), false, runText.lost],
  ["of a page that was away for too long", async () => {}, true, runText.ended],
])("a run %s is lost, and that is said", async (_, before, wanted, said) => {
  const { store } = page(() => null);
  await before(store);
  await store.takeUp({ wanted });
  expect(store.getState()).toMatchObject({ running: null, isLost: true });
  expect(words(store)).toEqual([said]);
});

test("a page that knows of no run is told of none", async () => {
  const { store } = page(() => null);
  const before = store.getState();
  await store.takeUp();
  expect(store.getState()).toBe(before);
});

test("a run that is started while the answer is under way is not mixed up with it", async () => {
  let answer: (run: null) => void = () => {};
  const { store } = page(() => new Promise((resolve) => (answer = resolve)));
  const taken = store.takeUp();
  await store.start();
  answer(null);
  await taken;
  expect(store.getState()).toMatchObject({ running: "r1", isLost: false });
});

test("reports without a row that has moved do not count as getting on", async () => {
  const told = [progress(2, 5), progress(3, 6), progress(4, 6)];
  const { store } = page(() => soFar(...told));
  await store.takeUp({ wanted: true });
  expect(store.getState()).toMatchObject({ heardAt: 1002, movedAt: 1001 });
});
