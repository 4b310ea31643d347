// The engine has processes of its own: one that ends takes no window with it.

import { cp } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { call, expect, firstPage, listen, test } from "../../fixtures/desktop-test.ts";
import type { Desktop } from "../../fixtures/desktop.ts";

const PLAYBOOK = resolve("templates/shipment-delay");

const engines = (desktop: Desktop) =>
  desktop.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ type, name }) => type === "Utility" && name === "Millrace engine")
      .map(({ pid }) => pid),
  );

async function openPlaybook(page: Page, home: string) {
  const folder = join(home, "shipment-delay");
  await cp(PLAYBOOK, folder, { recursive: true });
  const path = join(folder, "shipment-delay.millrace.json");
  const { ok } = (await call(page, "document.open", { path })) as { ok: { session: string; text: string } };
  return { session: ok.session, document: JSON.parse(ok.text) as object };
}

test("the engine tells what kinds there are", async ({ start }) => {
  const page = await firstPage(await start());
  const { ok } = (await call(page, "catalog.kinds")) as { ok: { kinds: { kind: string }[] } };
  expect(ok.kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["csv", "onnx", "write-csv"]));
});

test("after a crash the engine is started again, and the page goes on", async ({ start }) => {
  const desktop = await start();
  const page = await firstPage(desktop);
  await call(page, "catalog.kinds");
  const states = await listen(page, "engine.state");
  for (const pid of await engines(desktop)) process.kill(pid, "SIGSEGV");
  const seen = async () => (await states()).map((event) => (event as { state: string }).state);
  await expect.poll(seen).toEqual(expect.arrayContaining(["crashed", "starting", "ready"]));
  const functions = await call(page, "catalog.functions");
  expect(functions).toHaveProperty("ok");
});

test("a run ends with its rows, and is told where nobody looks", async ({ start, home }) => {
  const desktop = await start();
  const page = await firstPage(desktop);
  await desktop.evaluate(({ Notification, BrowserWindow }) => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    Notification.isSupported = () => true;
    Notification.prototype.show = function () {
      told.push(`${this.title}: ${this.body}`);
    };
    // Which window has the focus is the window manager's to say, and there may be none.
    Object.assign(BrowserWindow.getAllWindows()[0], { isFocused: () => false });
  });
  const { session, document } = await openPlaybook(page, home);
  const events = await listen(page, "run.event");
  expect(await call(page, "run.start", { session, document, dryRun: false })).toHaveProperty("ok.run");
  const last = async () => ((await events()).at(-1) as { event: { type: string } } | undefined)?.event;
  await expect
    .poll(last, { timeout: 30_000 })
    .toMatchObject({ type: "run-done", summary: { outcome: "done" } });
  const told = () => desktop.evaluate(() => (globalThis as unknown as { told: string[] }).told);
  await expect.poll(told).toEqual([expect.stringMatching(/^The run is done: [\d ]+ rows$/)]);
});

test("a run whose process dies is reported as failed; the window stays", async ({ start, home }) => {
  const desktop = await start();
  const page = await firstPage(desktop);
  const { session, document } = await openPlaybook(page, home);
  const events = await listen(page, "run.event");
  const before = await engines(desktop);
  expect(await call(page, "run.start", { session, document, dryRun: false })).toHaveProperty("ok.run");
  for (const pid of [...before, ...(await engines(desktop))])
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
  const last = async () => ((await events()).at(-1) as { event: { type: string } } | undefined)?.event;
  await expect.poll(last).toMatchObject({ type: "run-done" });
  expect(await call(page, "app.info")).toHaveProperty("ok");
});

test("a model with a time limit runs in a process of its own", async ({ start, home }) => {
  const page = await firstPage(await start());
  const { session, document } = await openPlaybook(page, home);
  const { nodes } = document as { nodes: { kind: string; rescue?: object }[] };
  for (const node of nodes) if (node.kind === "onnx") node.rescue = { ...node.rescue, timeoutMs: 30_000 };
  const events = await listen(page, "run.event");
  expect(await call(page, "run.start", { session, document, dryRun: false })).toHaveProperty("ok.run");
  const last = async () => ((await events()).at(-1) as { event: { type: string } } | undefined)?.event;
  await expect
    .poll(last, { timeout: 30_000 })
    .toMatchObject({ type: "run-done", summary: { outcome: "done", rowsFailed: 0 } });
});
