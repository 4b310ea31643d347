// The engine has processes of its own: one that ends takes no window with it.

import { cp, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { call, expect, firstPage, listen, test } from "../../fixtures/desktop-test.ts";
import { engines } from "../../fixtures/desktop-host.ts";
import { flow } from "../../fixtures/flow.ts";
import { hugeOutput } from "../../../tests/models/make-hostile.ts";

const PLAYBOOK = resolve("templates/shipment-delay");

async function openPlaybook(page: Page, home: string) {
  const folder = join(home, "shipment-delay");
  await cp(PLAYBOOK, folder, { recursive: true });
  const path = join(folder, "shipment-delay.millrace.json");
  const { ok } = (await call(page, "document.open", { path })) as { ok: { session: string; text: string } };
  return { session: ok.session, document: JSON.parse(ok.text) as object };
}

test("the engine tells what kinds there are", async ({ seen }) => {
  const page = await firstPage(seen);
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

/** 30 MB: enough for a run to be cut into parts, for several threads. */
const MANY_ROWS = 250_000;
const LONG_TEXT = "x".repeat(110);

test("threads of a large run get the processes of their models from the program, and start none", async ({
  start,
  home,
}) => {
  const desktop = await start();
  const page = await firstPage(desktop);
  await writeFile(join(home, "rows.csv"), `a,b,text\n${`1.25,2.5,${LONG_TEXT}\n`.repeat(MANY_ROWS)}`);
  // An operator that can make much of little: each thread tries such a model out in a process that may be killed.
  await writeFile(join(home, "expand.onnx"), hugeOutput({ gigabytes: 8 / 2 ** 30 }));
  const document = JSON.parse(
    flow([
      { id: "rows", kind: "csv", params: { path: "rows.csv" } },
      { id: "model", kind: "onnx", params: { model: "expand.onnx", inputs: { x: ["a", "b"] } } },
      { id: "keep", kind: "select", params: { columns: ["a", "b"] } },
      { id: "out", kind: "write-csv", params: { path: "out.csv" } },
    ]),
  ) as object;
  const path = join(home, "many.millrace.json");
  await writeFile(path, JSON.stringify(document));
  await desktop.evaluate(({ utilityProcess }) => {
    const started: string[] = [];
    Object.assign(globalThis, { started });
    const { fork } = utilityProcess;
    utilityProcess.fork = (file, ...rest) => {
      started.push(file);
      return fork(file, ...rest);
    };
  });
  const { ok } = (await call(page, "document.open", { path })) as { ok: { session: string } };
  const events = await listen(page, "run.event");
  const asked = { session: ok.session, document, dryRun: false };
  expect(await call(page, "run.start", asked)).toHaveProperty("ok.run");
  const last = async () => ((await events()).at(-1) as { event: { type: string } } | undefined)?.event;
  await expect
    .poll(last, { timeout: 90_000 })
    .toMatchObject({ type: "run-done", summary: { outcome: "done", rows: MANY_ROWS, rowsFailed: 0 } });
  const started = await desktop.evaluate(() => (globalThis as unknown as { started: string[] }).started);
  const models = started.filter((file) => file.endsWith("model-child.js"));
  expect(models.length).toBeGreaterThanOrEqual(Math.min(2, availableParallelism()));
});
