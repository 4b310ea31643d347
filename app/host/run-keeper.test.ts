// Runs in processes of their own: how they end, and who is told.

import { describe, expect, test } from "vitest";
import { settled } from "../../tests/support/fake-engines.ts";
import { hostUnderTest, nextEvent } from "../../tests/support/host-under-test.ts";
import type { HostWindow } from "./host-window.ts";
import { EMPTY_DOCUMENT } from "./untitled.ts";

const at = hostUnderTest();
const { begin, told } = at;
const document = EMPTY_DOCUMENT;
const session = async () => (await at.window.handlers["document.create"]({})).session;

const start = async () => {
  const id = await session();
  const { run } = await at.window.handlers["run.start"]({ session: id, document, dryRun: false });
  const engine = at.engines.started.find(({ asked }) => asked.some(({ call }) => call === "run.start"))!;
  const tell = (event: object) => engine.tell("run.event", { session: id, run: "its-own-name", event });
  return { id, run, engine, tell };
};

describe("a run", () => {
  test("has a process that was waiting for it, and another waits for the next when it is over", async () => {
    expect(at.engines.started).toHaveLength(2);
    const { engine, run, id, tell } = await start();
    expect(engine).toBe(at.engines.started[1]);
    tell({ seq: 1, type: "run-started", nodes: [], dryRun: false });
    tell({ seq: 2, type: "run-done", summary: { outcome: "done" } });
    await settled();
    expect(told("run.event")).toMatchObject([
      { session: id, run, event: { seq: 1 } },
      { session: id, run, event: { seq: 2 } },
    ]);
    expect(engine.killed).toBe(true);
    expect(at.engines.started).toHaveLength(3);
  });

  test("crashes: it ends as failed, with the node that ran last, and is not started again", async () => {
    const { run, id, engine, tell } = await start();
    const counters = (busyMs: number) => ({ busyMs });
    tell({ seq: 1, type: "node-started", node: "rows" });
    tell({ seq: 2, type: "node-started", node: "model" });
    tell({ seq: 3, type: "node-started", node: "out" });
    tell({
      seq: 4,
      type: "progress",
      rows: 7,
      elapsedMs: 50,
      nodes: { rows: counters(2), model: counters(40), out: counters(1) },
    });
    engine.crash();
    expect(told("run.event").at(-1)).toMatchObject({
      run,
      event: {
        seq: 5,
        type: "run-done",
        summary: { outcome: "failed", rows: 7, error: { code: "ENGINE_CRASHED", node: "model" } },
      },
    });
    expect(told("engine.state").at(-1)).toEqual({
      session: id,
      state: "crashed",
      node: "model",
      memoryMb: 0,
    });
    const starts = at.engines.started.flatMap((started) => started.requests("run.start"));
    expect(starts).toHaveLength(1);
  });

  test("tells which node runs its model, once a second at the most", async () => {
    const { id, engine } = await start();
    const works = (node: string) =>
      engine.tell("engine.state", { session: "its-own", state: "ready", node, memoryMb: 90 });
    const nodes = () =>
      (told("engine.state") as { session: string | null; node: string | null }[]).flatMap(
        ({ session: of, node }) => (of === id ? (node ?? []) : []),
      );
    works("first");
    works("second");
    expect(nodes()).toEqual([]);
    at.time.pass(1000);
    expect(nodes()).toEqual(["second"]);
    at.time.pass(1000);
    expect(nodes()).toEqual(["second"]);
    works("first");
    at.time.pass(1000);
    expect(nodes()).toEqual(["second", "first"]);
  });

  test("is asked to stop, and killed when it has not after two seconds", async () => {
    const { run, engine } = await start();
    await at.window.handlers["run.stop"]({ run });
    expect(engine.requests("run.stop")).toEqual([{ run: "its-own-name" }]);
    expect(engine.killed).toBe(false);
    at.time.pass(2000);
    expect(engine.killed).toBe(true);
    expect(told("run.event").at(-1)).toMatchObject({ run, event: { summary: { outcome: "cancelled" } } });
  });

  test("that stops by itself in time is not killed while it cleans up", async () => {
    await begin({ "session.close": undefined });
    const { run, engine, tell } = await start();
    await at.window.handlers["run.stop"]({ run });
    tell({ seq: 1, type: "run-done", summary: { outcome: "cancelled" } });
    await settled();
    expect(engine.killed).toBe(false);
    expect(told("run.event")).toHaveLength(1);
    at.time.pass(2000);
    expect(engine.killed).toBe(true);
    expect(told("run.event")).toHaveLength(1);
  });

  test("whose start is refused is no run", async () => {
    await begin({ "run.start": undefined });
    const id = await session();
    const answer = at.window.call("run.start", { session: id, document, dryRun: false });
    await settled();
    at.engines.started[1].crash("exit code 7");
    expect(await answer).toMatchObject({ failed: { code: "ENGINE_CRASHED" } });
    expect(told("run.event")).toEqual([]);
  });

  test("of another window is not stopped", async () => {
    const { run, engine } = await start();
    await at.host.connect().handlers["run.stop"]({ run });
    expect(engine.requests("run.stop")).toEqual([]);
  });

  test("ends with its window", async () => {
    const { engine } = await start();
    await at.window.close();
    expect(engine.requests("run.stop")).toHaveLength(1);
  });

  test("two run in two processes", async () => {
    const first = await start();
    const id = await session();
    await at.window.handlers["run.start"]({ session: id, document, dryRun: false });
    const running = at.engines.started.filter(({ asked }) => asked.some(({ call }) => call === "run.start"));
    expect(running).toHaveLength(2);
    expect(running[0]).toBe(first.engine);
  });
});

describe("a run whose page is gone", () => {
  const KEPT_MS = 60_000;
  const begun = { seq: 1, type: "run-started", nodes: ["rows"], dryRun: false };
  const counted = (seq: number) => ({ seq, type: "progress", rows: seq, elapsedMs: seq, nodes: {} });
  const ended = (seq: number) => ({ seq, type: "run-done", summary: { outcome: "done" } });
  /** A run of the workflow file, and what its process says. */
  const startOnFile = async () => {
    const { session: id } = await at.open();
    const { run } = await at.window.handlers["run.start"]({ session: id, document, dryRun: false });
    const engine = at.engines.started.find(({ asked }) => asked.some(({ call }) => call === "run.start"))!;
    const tell = (event: object) => engine.tell("run.event", { session: id, run: "its-own-name", event });
    return { id, run, engine, tell };
  };
  /** Another page that has opened the same file. */
  const nextPage = async () => {
    const window = at.host.connect();
    return { window, id: (await at.open(window)).session };
  };
  const takeUp = async (window: HostWindow, id: string) =>
    (await window.handlers["run.takeUp"]({ session: id })).run;

  test("is taken up by the next page on the same file: it is told what was, what comes, and stops it", async () => {
    const { run, engine, tell } = await startOnFile();
    tell(begun);
    tell(counted(2));
    at.window.leave();
    const { window, id } = await nextPage();
    expect(await takeUp(window, id)).toMatchObject({
      run,
      document,
      dryRun: false,
      told: [{ event: begun }, { event: counted(2) }],
    });
    const told = nextEvent(window, "run.event");
    tell(counted(3));
    expect(await told).toMatchObject({ session: id, run, event: counted(3) });

    // The window it was begun in ends; the run goes on.
    at.time.pass(KEPT_MS);
    await settled();
    expect(engine.requests("run.stop")).toEqual([]);
    await window.handlers["run.stop"]({ run });
    expect(engine.requests("run.stop")).toHaveLength(1);
  });

  test("goes on in that of two pages that was loaded anew in its place", async () => {
    const [one, two] = ["one", "two"].map((page) => at.host.connect({}, { page, before: [] }));
    const begin = async (window: HostWindow) => {
      const { session: id } = await at.open(window);
      return window.handlers["run.start"]({ session: id, document, dryRun: false });
    };
    const first = await begin(one);
    const second = await begin(two);
    for (const window of [one, two]) window.leave();
    for (const [before, { run }] of [["two", second] as const, ["one", first] as const]) {
      const window = at.host.connect({}, { page: `after ${before}`, before: [before] });
      expect(await takeUp(window, (await at.openAgain(window)).session)).toMatchObject({ run });
    }
  });

  test("and that ended before the next page came is told with its end", async () => {
    const { run, tell } = await startOnFile();
    at.window.leave();
    tell(begun);
    tell(ended(2));
    const { window, id } = await nextPage();
    expect(await takeUp(window, id)).toMatchObject({ run, told: [{ event: begun }, { event: ended(2) }] });
  });

  test("and that nobody takes up in time is stopped, and there is none any more", async () => {
    const { engine } = await startOnFile();
    at.window.leave();
    at.time.pass(KEPT_MS);
    await settled();
    expect(engine.requests("run.stop")).toHaveLength(1);
    const { window, id } = await nextPage();
    expect(await takeUp(window, id)).toBeNull();
  });

  test("and that comes back in time hears what it has missed", async () => {
    const { id, run, engine, tell } = await startOnFile();
    at.window.leave();
    tell(begun);
    await at.window.returned();
    at.time.pass(KEPT_MS);
    expect(engine.requests("run.stop")).toEqual([]);
    expect(await takeUp(at.window, id)).toMatchObject({ run, told: [{ event: begun }] });
  });

  test("stays with a page that is there, whoever else opens the file", async () => {
    const { id, run } = await startOnFile();
    const other = await nextPage();
    expect(await takeUp(other.window, other.id)).toBeNull();
    expect(await takeUp(at.window, id)).toMatchObject({ run });
  });

  test("and that is stopped before it has begun ends once", async () => {
    await begin({ "run.start": undefined });
    const { session: id } = await at.open();
    void at.window.call("run.start", { session: id, document, dryRun: false });
    await settled();
    at.window.leave();
    const { window, id: next } = await nextPage();
    const { run } = (await takeUp(window, next))!;
    const ends: unknown[] = [];
    window.listen((name, event) => name === "run.event" && ends.push(event));
    await window.handlers["run.stop"]({ run });
    at.time.pass(2000);
    await settled();
    expect(ends).toMatchObject([{ run, event: { summary: { outcome: "cancelled" } } }]);
  });

  test("and that could not begin ends as failed for the page that took it up", async () => {
    await begin({ "run.start": undefined });
    const { session: id } = await at.open();
    const answer = at.window.call("run.start", { session: id, document, dryRun: false });
    await settled();
    at.window.leave();
    const { window, id: next } = await nextPage();
    expect(await takeUp(window, next)).toMatchObject({ told: [] });
    const told = nextEvent(window, "run.event");
    at.engines.started[1].crash("exit code 7");
    await answer;
    expect(await told).toMatchObject({
      event: { type: "run-done", summary: { outcome: "failed", error: { code: "ENGINE_CRASHED" } } },
    });
  });
});
