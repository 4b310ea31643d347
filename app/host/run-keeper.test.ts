// Runs in processes of their own: how they end, and who is told.

import { describe, expect, test } from "vitest";
import { settled } from "../../tests/support/fake-engines.ts";
import { hostUnderTest } from "../../tests/support/host-under-test.ts";
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
