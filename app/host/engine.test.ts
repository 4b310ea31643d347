// Processes of the engine, as the host keeps them: crashes, restarts, runs.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakeLater, fakeEngines, settled, type FakeEngines } from "../../tests/support/fake-engines.ts";
import { EMPTY_DOCUMENT } from "./untitled.ts";
import { createHost, type Host } from "./host.ts";
import type { HostWindow } from "./host-window.ts";

let folder: string;
let engines: FakeEngines;
let time: FakeLater;
let host: Host;
let window: HostWindow;
let events: { readonly name: string; readonly event: unknown }[];

async function begin(answers: Readonly<Record<string, unknown>> = {}): Promise<void> {
  engines = fakeEngines(answers);
  time = new FakeLater();
  events = [];
  host = createHost({
    kind: "web",
    version: "0",
    templates: folder,
    appData: join(folder, "app-data"),
    startEngine: engines.start,
    later: time.later,
  });
  window = host.connect();
  window.listen((name, event) => events.push({ name, event }));
  await settled();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-host-"));
});
afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

const document = EMPTY_DOCUMENT;
const session = async () => (await window.handlers["document.create"]({})).session;
const told = (name: string) => events.filter((item) => item.name === name).map(({ event }) => event);
const preview = (id: string) =>
  window.call("preview.update", { session: id, revision: 1, document, rows: 10 });

describe("the process of catalog and previews", () => {
  test("is told each session before anything is asked about it", async () => {
    await begin({ "preview.update": { revision: 1 } });
    const id = await session();
    expect(await preview(id)).toEqual({ ok: { revision: 1 } });
    const [engine] = engines.started;
    expect(engine.calls()).toEqual(["catalog.kinds", "session.open", "preview.update"]);
    const [view] = engine.requests("session.open") as { folder: string }[];
    expect(view).toEqual({ session: id, folder: view.folder, path: null, allowed: [view.folder] });
    expect(view.folder).toContain("app-data");
  });

  test("is asked for the catalog once, whatever windows there are", async () => {
    await begin({ "catalog.functions": { functions: [] } });
    const second = host.connect();
    await window.handlers["catalog.functions"]({});
    await second.handlers["catalog.functions"]({});
    expect(engines.started[0].requests("catalog.functions")).toHaveLength(1);
  });

  test("crashes: calls fail with the node that was at work, and it is started again with its sessions", async () => {
    await begin();
    const id = await session();
    const [engine] = engines.started;
    const answer = preview(id);
    const result = { state: "running", ports: {}, ms: 0, rowsFailed: 0, error: null };
    engine.tell("preview.node", { session: id, revision: 1, node: "model", result });
    engine.crash();
    expect(await answer).toMatchObject({
      failed: {
        code: "ENGINE_CRASHED",
        node: "model",
        message: expect.stringContaining("SIGSEGV") as string,
      },
    });
    expect(told("engine.state").at(-1)).toEqual({
      session: null,
      state: "crashed",
      node: "model",
      memoryMb: 0,
    });

    time.pass(100);
    const again = engines.started.at(-1);
    expect(again).not.toBe(engine);
    await settled();
    expect(again.calls()).toEqual(["session.open", "catalog.kinds"]);
    expect(told("engine.state").at(-1)).toMatchObject({ state: "ready" });
  });

  test("waits twice as long after each crash, five seconds at the most, and forgets that once it is healthy", async () => {
    await begin();
    const waits: number[] = [];
    const main = () => engines.started.findLast((engine) => engine.calls().includes("catalog.kinds"))!;
    const next = () => time.waiting.find(({ ms }) => ms < 10_000)!.ms;
    for (let i = 0; i < 8; i++) {
      main().crash();
      waits.push(next());
      time.pass(next());
      await settled();
    }
    expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    time.pass(10_000);
    main().crash();
    expect(next()).toBe(100);
  });

  test("is replaced when it has not stopped the sample in time, and what waited for it is told", async () => {
    await begin({ "preview.stop": undefined });
    const id = await session();
    const [engine] = engines.started;
    const answer = preview(id);
    const stopped = window.call("preview.stop", { session: id, keep: true });
    await settled();
    expect(engine.killed).toBe(false);
    time.pass(2000);
    expect(await stopped).toEqual({ ok: {} });
    expect(await answer).toMatchObject({ failed: { code: "ENGINE_STOPPED" } });
    expect(engine.killed).toBe(true);
    await settled();
    const again = engines.started.find((each) => each !== engine && each.calls().includes("session.open"))!;
    expect(again.requests("session.open")).toHaveLength(1);
    expect(told("engine.state").at(-1)).toMatchObject({ state: "ready" });
  });

  test("is asked to stop behind what waited for it to begin", async () => {
    await begin({ "preview.update": { revision: 1 }, "preview.stop": {} });
    const id = await session();
    engines.started[0].crash();
    const answers = [preview(id), window.call("preview.stop", { session: id })];
    time.pass(100);
    await Promise.all(answers);
    expect(engines.started.at(-1).calls().slice(-2)).toEqual(["preview.update", "preview.stop"]);
  });

  test("that stops the sample in time goes on", async () => {
    await begin({ "preview.stop": {} });
    const id = await session();
    expect(await window.call("preview.stop", { session: id })).toEqual({ ok: {} });
    expect(time.waiting.map(({ ms }) => ms)).not.toContain(2000);
    expect(engines.started[0].killed).toBe(false);
  });

  test("calls that come while there is none are answered by the next", async () => {
    const plan = { revision: 3, since: null, nodes: {}, gone: [], issues: [] };
    await begin({ "plan.make": plan });
    const id = await session();
    engines.started[0].crash();
    const answer = window.call("plan.make", { session: id, revision: 3, document });
    await settled();
    time.pass(100);
    expect(await answer).toEqual({ ok: plan });
  });

  test("a session of another window, or none, is unknown", async () => {
    await begin();
    const id = await session();
    const second = host.connect();
    const request = { session: id, revision: 1, document, rows: 1 };
    expect(await second.call("preview.update", request)).toMatchObject({
      failed: { code: "SESSION_UNKNOWN" },
    });
  });
});

describe("a run", () => {
  const start = async () => {
    const id = await session();
    const { run } = await window.handlers["run.start"]({ session: id, document, dryRun: false });
    const engine = engines.started.find(({ asked }) => asked.some(({ call }) => call === "run.start"))!;
    const tell = (event: object) => engine.tell("run.event", { session: id, run: "its-own-name", event });
    return { id, run, engine, tell };
  };

  test("has a process that was waiting for it, and another waits for the next when it is over", async () => {
    await begin();
    expect(engines.started).toHaveLength(2);
    const { engine, run, id, tell } = await start();
    expect(engine).toBe(engines.started[1]);
    tell({ seq: 1, type: "run-started", nodes: [], dryRun: false });
    tell({ seq: 2, type: "run-done", summary: { outcome: "done" } });
    await settled();
    expect(told("run.event")).toMatchObject([
      { session: id, run, event: { seq: 1 } },
      { session: id, run, event: { seq: 2 } },
    ]);
    expect(engine.killed).toBe(true);
    expect(engines.started).toHaveLength(3);
  });

  test("crashes: it ends as failed, with the node that ran last, and is not started again", async () => {
    await begin();
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
    const starts = engines.started.flatMap((started) => started.requests("run.start"));
    expect(starts).toHaveLength(1);
  });

  test("is asked to stop, and killed when it has not after two seconds", async () => {
    await begin();
    const { run, engine } = await start();
    await window.handlers["run.stop"]({ run });
    expect(engine.requests("run.stop")).toEqual([{ run: "its-own-name" }]);
    expect(engine.killed).toBe(false);
    time.pass(2000);
    expect(engine.killed).toBe(true);
    expect(told("run.event").at(-1)).toMatchObject({ run, event: { summary: { outcome: "cancelled" } } });
  });

  test("that stops by itself in time is not killed while it cleans up", async () => {
    await begin({ "session.close": undefined });
    const { run, engine, tell } = await start();
    await window.handlers["run.stop"]({ run });
    tell({ seq: 1, type: "run-done", summary: { outcome: "cancelled" } });
    await settled();
    expect(engine.killed).toBe(false);
    expect(told("run.event")).toHaveLength(1);
    time.pass(2000);
    expect(engine.killed).toBe(true);
    expect(told("run.event")).toHaveLength(1);
  });

  test("whose start is refused is no run", async () => {
    await begin({ "run.start": undefined });
    const id = await session();
    const answer = window.call("run.start", { session: id, document, dryRun: false });
    await settled();
    engines.started[1].crash("exit code 7");
    expect(await answer).toMatchObject({ failed: { code: "ENGINE_CRASHED" } });
    expect(told("run.event")).toEqual([]);
  });

  test("of another window is not stopped", async () => {
    await begin();
    const { run, engine } = await start();
    await host.connect().handlers["run.stop"]({ run });
    expect(engine.requests("run.stop")).toEqual([]);
  });

  test("ends with its window", async () => {
    await begin();
    const { engine } = await start();
    await window.close();
    expect(engine.requests("run.stop")).toHaveLength(1);
  });

  test("two run in two processes", async () => {
    await begin();
    const first = await start();
    const id = await session();
    await window.handlers["run.start"]({ session: id, document, dryRun: false });
    const running = engines.started.filter(({ asked }) => asked.some(({ call }) => call === "run.start"));
    expect(running).toHaveLength(2);
    expect(running[0]).toBe(first.engine);
  });
});
