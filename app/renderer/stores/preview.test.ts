import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import type { Bridge } from "../../bridge/bridge.ts";
import type { PreviewNode } from "../../bridge/shapes.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { DocumentStore } from "./document.ts";
import { createPreviewStore } from "./preview.ts";

interface Asked {
  readonly revision: number;
  readonly document: WorkflowDocument;
  readonly rows: number;
  readonly pinned: readonly string[];
  readonly answer: () => void;
  readonly fail: (error: Error) => void;
}

/** A workflow, and an engine that answers when the test says so. */
function begin() {
  const asked: Asked[] = [];
  const stopped: unknown[] = [];
  const listeners = new Map<string, (event: unknown) => void>();
  const document = createStore(() => ({
    session: "s",
    revision: 1,
    trusted: true,
    looked: 0,
    document: { nodes: [] as object[], edges: [] as object[] },
  }));
  const bridge = {
    on: (event: string, listener: (event: unknown) => void) => {
      listeners.set(event, listener);
      return () => {};
    },
    preview: {
      update: (request: Pick<Asked, "revision" | "document" | "rows" | "pinned">) =>
        new Promise((resolve, reject) => {
          const { revision } = request;
          asked.push({ ...request, answer: () => resolve({ revision }), fail: reject });
        }),
      stop: async (request: unknown) => void stopped.push(request),
    },
  };
  const store = createPreviewStore(bridge as unknown as Bridge, document as unknown as DocumentStore);
  const tell = (node: string, result: Partial<PreviewNode>) =>
    listeners.get("preview.node")!({
      session: "s",
      revision: 1,
      node,
      result: { ports: {}, ms: 0, rowsFailed: 0, error: null, ...result },
    });
  const edit = () => {
    const { revision } = document.getState();
    document.setState({ revision: revision + 1, document: { nodes: [{}], edges: [] } });
  };
  const say = (nodes: object[], edges: object[]) => {
    const { revision } = document.getState();
    document.setState({ revision: revision + 1, document: { nodes, edges: edges } });
  };
  const look = () => {
    const { looked, revision } = document.getState();
    document.setState({ looked: looked + 1, revision: revision + 1 });
  };
  const engine = (state: string, session: string | null = null) =>
    listeners.get("engine.state")!({ session, state });
  const ready = () => engine("ready");
  const another = () => {
    engine("starting");
    engine("ready");
  };
  const work = () => store.getState().work.is;
  const move = () => {
    const { revision, document: now } = document.getState();
    document.setState({ revision: revision + 1, document: { ...now } });
  };
  return { store, asked, stopped, document, tell, edit, say, look, move, engine, ready, another, work };
}

/** More than anything here waits for. */
const LONG_MS = 1000;
const pass = () => vi.advanceTimersByTimeAsync(LONG_MS);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (work: () => void) => setTimeout(work, 0));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what is computed is stopped, and is not done when an answer still comes", async () => {
  const { store, asked, stopped, work } = begin();
  await pass();
  expect(work()).toBe("computed");
  store.halt();
  expect(work()).toBe("stopped");
  expect(stopped).toEqual([{ session: "s", keep: true }]);
  asked[0].answer();
  await pass();
  expect(work()).toBe("stopped");
  asked[0].fail(new Error("ended"));
  await pass();
  expect(work()).toBe("stopped");
});

test("it goes on with the next edit or by hand; neither a look at the files nor a new engine brings it back", async () => {
  const { store, asked, edit, look, another, work } = begin();
  await pass();
  store.halt();
  look();
  another();
  await pass();
  expect(asked).toHaveLength(1);
  edit();
  await pass();
  expect(asked.map(({ revision }) => revision)).toEqual([1, 3]);
  expect(work()).toBe("computed");
  store.halt();
  store.resume();
  expect(work()).toBe("computed");
  asked.at(-1).answer();
  await pass();
  expect(work()).toBe("done");
});

test("it is done also where nodes were moved meanwhile, and not where an edit waits to be computed", async () => {
  const { asked, edit, move, work } = begin();
  await pass();
  move();
  asked[0].answer();
  await pass();
  expect(asked).toHaveLength(1);
  expect(work()).toBe("done");
  edit();
  await pass();
  edit();
  asked[1].answer();
  await vi.advanceTimersByTimeAsync(1);
  expect(work()).toBe("computed");
  await pass();
  asked[2].answer();
  await pass();
  expect(work()).toBe("done");
});

test("it is computed again by another engine and after a look at the files, not whenever an engine is heard", async () => {
  const { asked, look, engine, another } = begin();
  await pass();
  asked[0].answer();
  engine("ready");
  engine("crashed", "s");
  engine("ready", "s");
  await pass();
  expect(asked).toHaveLength(1);
  another();
  await pass();
  expect(asked).toHaveLength(2);
  look();
  await pass();
  expect(asked).toHaveLength(3);
});

test("a process that had to be ended took its results along: the next one makes those again that were done", async () => {
  const { store, asked, tell, document, another, work } = begin();
  await pass();
  const [rows, slow] = [{ id: "rows" }, { id: "slow" }];
  document.setState({ document: { nodes: [rows, slow], edges: [{ from: "rows.out", to: "slow.in" }] } });
  await pass();
  tell("rows", { state: "done", ms: 1 });
  tell("slow", { state: "running" });
  await pass();
  store.halt();
  another();
  await pass();
  expect(asked.at(-1)).toMatchObject({ document: { nodes: [rows], edges: [] } });
  tell("rows", { state: "done", ms: 2 });
  tell("slow", { state: "running" });
  await pass();
  expect(store.getState().nodes.rows.ms).toBe(2);
  expect(store.getState().nodes.slow).toBeUndefined();
  expect(work()).toBe("stopped");
});

test("a node that was at work is not shown at work any more: its old rows are out of date", async () => {
  const { store, tell } = begin();
  const port = {
    schema: { fields: [] },
    rows: 1,
    head: [],
    sparks: [],
  } as unknown as PreviewNode["ports"][string];
  await pass();
  tell("old", { state: "done", ports: { out: port } });
  tell("first", { state: "waiting" });
  await pass();
  tell("old", { state: "running" });
  store.halt();
  const { nodes, stale } = store.getState();
  expect(nodes.old).toMatchObject({ state: "done", ports: { out: { rows: 1 } } });
  expect(stale.has("old")).toBe(true);
  expect(nodes.first).toBeUndefined();
  tell("first", { state: "running" });
  await pass();
  expect(store.getState().nodes.first).toBeUndefined();
});

test("pinned samples are taken again from what they were pinned of when another engine has come", async () => {
  const { store, asked, say, engine, tell, work } = begin();
  const [rows, slow] = [{ id: "rows" }, { id: "slow" }];
  const wire = { from: "rows.out", to: "slow.in" };
  say([rows, slow], [wire]);
  await pass();
  asked.at(-1).answer();
  await pass();
  store.togglePinned("rows");
  await pass();
  const edited = [{ id: "rows", params: { n: 2 } }, slow];
  say(edited, [wire]);
  await pass();
  store.halt();
  engine("starting");
  engine("ready");
  await pass();
  const before = asked.length;
  store.resume();
  await pass();
  expect(asked.slice(before)).toMatchObject([
    { document: { nodes: [rows], edges: [] }, rows: 100, pinned: ["rows"] },
  ]);
  asked.at(-1).answer();
  await pass();
  expect(asked.at(-1)).toMatchObject({ document: { nodes: edited, edges: [wire] }, pinned: ["rows"] });
  expect(asked).toHaveLength(before + 2);
  asked.at(-1).answer();
  await pass();
  expect(work()).toBe("done");
  // They are there: the next edit needs no more.
  tell("rows", { state: "cached" });
  say([rows, slow], [wire]);
  await pass();
  expect(asked).toHaveLength(before + 3);
});

test("an engine that fails says why, an older answer says nothing of the newer question", async () => {
  const { store, asked, edit } = begin();
  await pass();
  edit();
  await pass();
  asked[0].fail(new Error("old"));
  await pass();
  expect(store.getState().work.is).toBe("computed");
  asked[1].fail(new Error("gone"));
  await pass();
  expect(store.getState().work).toEqual({ is: "failed", why: "gone" });
});

test("a port may have a name that every object has", async () => {
  const { store, tell } = begin();
  tell("a", { state: "done" });
  await pass();
  expect(store.getState().nodes.a.ports.constructor).toBeUndefined();
});
