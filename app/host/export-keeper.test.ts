// Exports in processes of their own: how they end, and that nothing stays behind.

import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { settled } from "../../tests/support/fake-engines.ts";
import { hostUnderTest } from "../../tests/support/host-under-test.ts";
import { EMPTY_DOCUMENT } from "./untitled.ts";

const at = hostUnderTest();

/** An export that goes on until the test ends it. */
async function begun() {
  const { session } = await at.open();
  await at.window.handlers["document.trust"]({ session, text: "" });
  const asked = { session, document: EMPTY_DOCUMENT, target: "script", folder: "/out", force: false };
  const made = at.window.call("export.make", asked);
  await settled();
  const engine = at.engines.started.find((each) => each.calls().includes("export.make"))!;
  const step = (value: object) => engine.tell("export.step", { session, step: value });
  return { session, asked, made, engine, step };
}

test("has a process of its own, which previews do not wait for, and tells how far it is", async () => {
  const { session, engine, step, made } = await begun();
  expect(engine).not.toBe(at.engines.started[0]);
  step({ step: "write" });
  step({ step: "scratch", folder: "/nowhere" });
  expect(at.told("export.step")).toEqual([{ session, step: { step: "write" } }]);
  engine.crash();
  expect(await made).toMatchObject({ failed: { code: "ENGINE_CRASHED" } });
  expect(engine.killed).toBe(true);
});

test("one that does not stop is killed, and what it has made for itself goes", async () => {
  const { session, engine, step, made } = await begun();
  const scratch = at.path("scratch");
  await mkdir(scratch);
  step({ step: "scratch", folder: scratch });
  await at.window.call("export.stop", { session });
  expect(engine.requests("export.stop")).toEqual([{ session }]);
  expect(engine.killed).toBe(false);
  at.time.pass(2000);
  expect(await made).toMatchObject({ failed: { code: "EXPORT_STOPPED" } });
  expect(engine.killed).toBe(true);
  expect(existsSync(scratch)).toBe(false);
});

test("a second one of the same workflow waits for nobody: it is refused", async () => {
  const { asked, engine, made } = await begun();
  expect(await at.window.call("export.make", asked)).toMatchObject({ failed: { code: "EXPORT_BUSY" } });
  engine.crash();
  await made;
});

test("closing the workflow stops its export", async () => {
  const { session, engine, made } = await begun();
  await at.window.call("document.close", { session });
  expect(engine.calls()).toContain("export.stop");
  at.time.pass(2000);
  await made;
});

test("one that was never saved, or comes from elsewhere, is not exported", async () => {
  const { session } = await at.window.handlers["document.create"]({});
  const asked = { session, document: EMPTY_DOCUMENT, target: "script", folder: "/out", force: false };
  expect(await at.window.call("export.make", asked)).toMatchObject({ failed: { code: "EXPORT_UNSAVED" } });
  const foreign = await at.open();
  expect(await at.window.call("export.make", { ...asked, session: foreign.session })).toMatchObject({
    failed: { code: "EXPORT_UNTRUSTED" },
  });
});

test("a folder is shown once it was exported here, and no other", async () => {
  const exported = { folder: at.path("program"), target: "script", files: [], packages: {}, commands: [] };
  const comparison = { files: 0, values: 0, identical: true, largest: 0, compared: [] };
  await at.begin({ "export.make": { ...exported, program: "", comparison } });
  const shown: string[] = [];
  const reveal = async (folder: string) => shown.push(folder) > 0;
  const window = at.host.connect({ reveal });
  expect(await window.call("app.info", {})).toMatchObject({ ok: { reveals: true } });
  expect(await at.window.call("app.info", {})).toMatchObject({ ok: { reveals: false } });
  const { folder } = exported;
  const refused = { failed: { code: "EXPORT_FOLDER_UNKNOWN" } };
  expect(await window.call("export.reveal", { folder })).toMatchObject(refused);
  const { session } = await at.open(window);
  await window.handlers["document.trust"]({ session, text: "" });
  const asked = { session, document: EMPTY_DOCUMENT, target: "script", folder, force: false };
  expect(await window.call("export.make", asked)).toMatchObject({ ok: { folder } });
  expect(await window.call("export.reveal", { folder })).toEqual({ ok: { opened: true } });
  expect(await window.call("export.reveal", { folder: "/" })).toMatchObject(refused);
  expect(shown).toEqual([folder]);
});
