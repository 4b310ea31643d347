// The process behind catalog, plan and preview: told of each session, started again when it crashes.

import { describe, expect, test } from "vitest";
import { settled } from "../../tests/support/fake-engines.ts";
import { hostUnderTest } from "../../tests/support/host-under-test.ts";
import { EMPTY_DOCUMENT } from "./untitled.ts";

const at = hostUnderTest();
const { begin, told } = at;
const document = EMPTY_DOCUMENT;
const session = async () => (await at.window.handlers["document.create"]({})).session;
const preview = (id: string) =>
  at.window.call("preview.update", { session: id, revision: 1, document, rows: 10 });

describe("the process of catalog and previews", () => {
  test("is told each session before anything is asked about it", async () => {
    await begin({ "preview.update": { revision: 1 } });
    const id = await session();
    expect(await preview(id)).toEqual({ ok: { revision: 1 } });
    const [engine] = at.engines.started;
    expect(engine.calls()).toEqual(["catalog.kinds", "session.open", "preview.update"]);
    const [view] = engine.requests("session.open") as { folder: string }[];
    expect(view).toEqual({
      session: id,
      folder: view.folder,
      path: null,
      allowed: [view.folder],
      trusted: true,
    });
    expect(view.folder).toContain("app-data");
  });

  test("is asked for the catalog once, whatever windows there are", async () => {
    await begin({ "catalog.functions": { functions: [] } });
    const second = at.host.connect();
    await at.window.handlers["catalog.functions"]({});
    await second.handlers["catalog.functions"]({});
    expect(at.engines.started[0].requests("catalog.functions")).toHaveLength(1);
  });

  test("crashes: calls fail with the node that was at work, and it is started again with its sessions", async () => {
    const id = await session();
    const [engine] = at.engines.started;
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

    at.time.pass(100);
    const again = at.engines.started.at(-1);
    expect(again).not.toBe(engine);
    await settled();
    expect(again.calls()).toEqual(["session.open", "catalog.kinds"]);
    expect(told("engine.state").at(-1)).toMatchObject({ state: "ready" });
  });

  test("waits twice as long after each crash, five seconds at the most, and forgets that once it is healthy", async () => {
    const waits: number[] = [];
    const main = () => at.engines.started.findLast((engine) => engine.calls().includes("catalog.kinds"))!;
    const next = () => at.time.waiting.find(({ ms }) => ms < 10_000)!.ms;
    for (let i = 0; i < 8; i++) {
      main().crash();
      waits.push(next());
      at.time.pass(next());
      await settled();
    }
    expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    at.time.pass(10_000);
    main().crash();
    expect(next()).toBe(100);
  });

  test("is replaced when it has not stopped the sample in time, and what waited for it is told", async () => {
    await begin({ "preview.stop": undefined });
    const id = await session();
    const [engine] = at.engines.started;
    const answer = preview(id);
    const stopped = at.window.call("preview.stop", { session: id, keep: true });
    await settled();
    expect(engine.killed).toBe(false);
    at.time.pass(2000);
    expect(await stopped).toEqual({ ok: {} });
    expect(await answer).toMatchObject({ failed: { code: "ENGINE_STOPPED" } });
    expect(engine.killed).toBe(true);
    await settled();
    const again = at.engines.started.find(
      (each) => each !== engine && each.calls().includes("session.open"),
    )!;
    expect(again.requests("session.open")).toHaveLength(1);
    expect(told("engine.state").at(-1)).toMatchObject({ state: "ready" });
  });

  test("is asked to stop behind what waited for it to begin", async () => {
    await begin({ "preview.update": { revision: 1 }, "preview.stop": {} });
    const id = await session();
    at.engines.started[0].crash();
    const answers = [preview(id), at.window.call("preview.stop", { session: id })];
    at.time.pass(100);
    await Promise.all(answers);
    expect(at.engines.started.at(-1).calls().slice(-2)).toEqual(["preview.update", "preview.stop"]);
  });

  test("that stops the sample in time goes on", async () => {
    await begin({ "preview.stop": {} });
    const id = await session();
    expect(await at.window.call("preview.stop", { session: id })).toEqual({ ok: {} });
    expect(at.time.waiting.map(({ ms }) => ms)).not.toContain(2000);
    expect(at.engines.started[0].killed).toBe(false);
  });

  test("calls that come while there is none are answered by the next", async () => {
    const plan = { revision: 3, since: null, nodes: {}, gone: [], issues: [] };
    await begin({ "plan.make": plan });
    const id = await session();
    at.engines.started[0].crash();
    const answer = at.window.call("plan.make", { session: id, revision: 3, document });
    await settled();
    at.time.pass(100);
    expect(await answer).toEqual({ ok: plan });
  });

  test("a session of another at.window, or none, is unknown", async () => {
    const id = await session();
    const second = at.host.connect();
    const request = { session: id, revision: 1, document, rows: 1 };
    expect(await second.call("preview.update", request)).toMatchObject({
      failed: { code: "SESSION_UNKNOWN" },
    });
  });
});
