// Workflows that were never saved: what is left of them, and what moves along when they get a name.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Opened } from "../bridge/shapes.ts";
import { hostUnderTest, TEXT } from "../../tests/support/host-under-test.ts";
import { EMPTY_TEXT } from "./untitled.ts";

const at = hostUnderTest();
const { journal, kill, path, save } = at;

const commands = (opened: Opened) => opened.recovery?.commands;

test("one that is gone on with may use the files that were chosen for it", async () => {
  await writeFile(path("chosen.csv"), "a\n1\n");
  const { session, untitled } = await at.window.handlers["document.create"]({});
  await at.window.handlers["file.allow"]({ session, path: path("chosen.csv") });
  await journal(session, ["a"]);
  await kill();
  const again = await at.window.handlers["document.create"]({ untitled: untitled! });
  expect(again.recovery).not.toBeNull();
  const chosen = { session: again.session, path: path("chosen.csv") };
  expect(await at.window.handlers["file.stat"](chosen)).toMatchObject({ exists: true });
  // With the workflow goes what was chosen for it.
  await at.window.handlers["document.close"]({ session: again.session });
  expect(await readFile(path("app-data/allowed.json"), "utf8")).not.toContain("chosen.csv");
});

test("what was left of one is offered until it is opened or thrown away", async () => {
  const left = async (by = at.window) => (await by.handlers["app.untitled"]({})).left;
  const { session, text, untitled } = await at.window.handlers["document.create"]({});
  expect(text).toBe(EMPTY_TEXT);
  const node = { id: "a", kind: "csv", version: 1, title: "Rows", params: {} };
  await at.window.handlers["document.journal"]({
    session,
    commands: [{ do: "add-node", node, at: { x: 0, y: 0 } } as never],
  });
  expect(await left()).toEqual([]);
  await kill();
  expect(await left()).toMatchObject([{ id: untitled, titles: ["Rows"] }]);
  // A new one is new.
  expect((await at.window.handlers["document.create"]({})).recovery).toBeNull();
  const again = await at.window.handlers["document.create"]({ untitled: untitled! });
  expect(commands(again)).toHaveLength(1);
  expect(again.untitled).toBe(untitled);
  expect(await left()).toEqual([]);
  expect(await at.window.call("document.create", { untitled })).toMatchObject({
    failed: { code: "SESSION_TAKEN" },
  });
  await at.window.handlers["app.dropUntitled"]({ id: untitled! });
  await kill();
  expect(await left()).toHaveLength(1);
  await at.window.handlers["app.dropUntitled"]({ id: untitled! });
  expect(await left()).toEqual([]);
  expect(await at.window.call("document.create", { untitled })).toMatchObject({
    failed: { code: "UNTITLED_GONE" },
  });
  expect(await at.window.call("app.dropUntitled", { id: "../../work" })).toMatchObject({
    failed: { code: "UNTITLED_GONE" },
  });
  expect(await readdir(path("work"))).toEqual(["flow.millrace.json"]);
});

test("a folder dropped on an untitled workflow moves with it when it is saved", async () => {
  const { session } = await at.window.handlers["document.create"]({});
  const files = [{ path: "a.png", bytes: new Uint8Array([1]) }];
  await at.window.handlers["file.importFolder"]({ session, name: "pics", files });
  await save(session, '["data/pics"]', { path: path("work/mine") });
  expect(await readdir(path("work/data/pics"))).toEqual(["a.png"]);
});

test("files dropped on an untitled workflow move with it when it is saved", async () => {
  const { session } = await at.window.handlers["document.create"]({});
  const drop = (name: string) =>
    at.window.handlers["file.import"]({ session, name, bytes: new TextEncoder().encode(name) });
  await drop("used.csv");
  await drop("not-used.csv");
  const text = TEXT.replace("[]", '[{"id":"a","kind":"csv","version":1,"title":"Theirs","params":{}}]');
  const create = (request: object) => at.window.handlers["document.create"](request);
  const begun = await create({ from: { name: "theirs", text } });
  const { untitled } = begun;
  expect(begun).toMatchObject({ path: null, name: "theirs", text, trusted: false, recovery: null });
  await kill();
  const again = await create({ untitled });
  expect(again).toMatchObject({ name: "theirs", text, trusted: false, recovery: null });
  await at.window.handlers["document.trust"]({ session: again.session, text });
  await at.window.handlers["document.journal"]({
    session: again.session,
    commands: [{ do: "rename-node", id: "a", title: "Mine" }],
  });
  await kill();
  expect((await at.window.handlers["app.untitled"]({})).left).toMatchObject([{ titles: ["Mine"] }]);
  expect(await create({ untitled })).toMatchObject({ text, trusted: true, recovery: { base: null } });
});

test("what was dropped and is saved is not trusted by that", async () => {
  const from = { name: "theirs", text: TEXT };
  const { session } = await at.window.handlers["document.create"]({ from });
  await save(session, TEXT, { path: path("work/theirs") });
  expect(
    await at.window.handlers["document.open"]({ path: path("work/theirs.millrace.json") }),
  ).toMatchObject({
    name: "theirs",
    trusted: false,
  });
});
