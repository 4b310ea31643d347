// Workflows of a host: opening, saving, recovering, trusting; two windows on one file; which files one may use.

import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EventName } from "../bridge/calls.ts";
import type { Opened } from "../bridge/shapes.ts";
import { fakeEngines } from "../../tests/support/fake-engines.ts";
import { createHost, type Host } from "./host.ts";
import type { HostWindow } from "./host-window.ts";
import { hashOf } from "./text-hash.ts";
import { EMPTY_TEXT } from "./untitled.ts";

let folder: string;
let engines: ReturnType<typeof fakeEngines>;
let host: Host;
let window: HostWindow;

const path = (name: string) => join(folder, name);
const FLOW = "work/flow.millrace.json";
const TEXT = '{"format":"millrace","version":1,"nodes":[],"edges":[]}\n';
const OTHER = '{"format":"millrace","version":1,"nodes":[],"edges":[],"view":{}}\n';
const command = (id: string) => ({ do: "remove-node", node: id }) as never;

function newHost(): Host {
  return createHost({
    kind: "web",
    version: "0",
    templates: path("templates"),
    documents: path("documents"),
    appData: path("app-data"),
    startEngine: engines.start,
  });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-documents-"));
  await mkdir(path("work"));
  await writeFile(path(FLOW), TEXT);
  engines = fakeEngines();
  host = newHost();
  window = host.connect();
});
afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

const open = (by = window, file = FLOW) => by.handlers["document.open"]({ path: path(file) });
const save = (session: string, text: string, more: object = {}, by = window) =>
  by.handlers["document.save"]({ session, text, ...more });
const journal = (session: string, ids: readonly string[], by = window) =>
  by.handlers["document.journal"]({ session, commands: ids.map(command) });
const nextEvent = (by: HostWindow, wanted: EventName) =>
  new Promise((resolve) => {
    const stop = by.listen((name, event) => {
      if (name !== wanted) return;
      stop();
      resolve(event);
    });
  });
/** The editor is killed: nothing is closed by its person. */
const kill = async () => {
  await host.close();
  host = newHost();
  window = host.connect();
};

describe("opening", () => {
  test("answers text, fingerprint and name, and remembers the file", async () => {
    const opened = await open();
    expect(opened).toMatchObject({
      path: path(FLOW),
      name: "flow",
      text: TEXT,
      hash: hashOf(TEXT),
      trusted: false,
      recovery: null,
    });
    const { files } = await window.handlers["app.recent"]({});
    expect(files).toMatchObject([{ path: path(FLOW), name: "flow", exists: true }]);
  });

  test("writes nothing beside the file", async () => {
    await open();
    expect(await readdir(path("work"))).toEqual(["flow.millrace.json"]);
  });

  test.each([
    ["nothing.millrace.json", "FILE_MISSING"],
    ["work", "FILE_IS_FOLDER"],
    ["model.onnx", "FILE_NOT_WORKFLOW"],
  ])("%s fails with %s", async (name, code) => {
    await writeFile(path("model.onnx"), "…");
    expect(await window.call("document.open", { path: path(name) })).toMatchObject({ failed: { code } });
  });

  test("the newest of at most twenty recent files comes first, also after another start", async () => {
    for (let i = 0; i < 21; i++) {
      await writeFile(path(`work/${i}.json`), TEXT);
      await open(window, `work/${i}.json`);
    }
    await kill();
    await rm(path("work/20.json"));
    const { files } = await window.handlers["app.recent"]({});
    expect(files.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, i) => `${20 - i}`));
    expect(files[0].exists).toBe(false);
  });

  test("a content that was trusted once is trusted everywhere; one that is changed by others is not", async () => {
    const { session } = await open();
    await window.handlers["document.trust"]({ session, text: TEXT });
    await save(session, OTHER);
    await kill();
    expect(await open()).toMatchObject({ trusted: true, text: OTHER });
    await writeFile(path(FLOW), `${OTHER} `);
    expect(await open()).toMatchObject({ trusted: false });
  });
});

describe("saving", () => {
  test("writes the text and answers its fingerprint", async () => {
    const { session } = await open();
    expect(await save(session, OTHER)).toEqual({
      saved: true,
      changed: false,
      path: path(FLOW),
      name: "flow",
      hash: hashOf(OTHER),
    });
    expect(await readFile(path(FLOW), "utf8")).toBe(OTHER);
  });

  test("an unchanged text writes nothing", async () => {
    const { session } = await open();
    const before = await stat(path(FLOW), { bigint: true });
    expect(await save(session, TEXT)).toMatchObject({ saved: true });
    expect(await stat(path(FLOW), { bigint: true })).toMatchObject({
      ino: before.ino,
      mtimeNs: before.mtimeNs,
    });
  });

  test("what another program has written meanwhile is not overwritten unasked", async () => {
    const { session } = await open();
    await writeFile(path(FLOW), "theirs");
    expect(await save(session, OTHER)).toMatchObject({ saved: false, changed: true, hash: hashOf("theirs") });
    expect(await readFile(path(FLOW), "utf8")).toBe("theirs");
    expect(await save(session, OTHER, { force: true })).toMatchObject({ saved: true });
    expect(await readFile(path(FLOW), "utf8")).toBe(OTHER);
  });

  test("a file that was removed meanwhile comes back only when asked", async () => {
    const { session } = await open();
    await rm(path(FLOW));
    expect(await save(session, OTHER)).toMatchObject({ saved: false, changed: true });
    expect(await save(session, OTHER, { force: true })).toMatchObject({ saved: true });
  });

  test("under another name goes on with that file, and replaces none unasked", async () => {
    const { session } = await open();
    await writeFile(path("work/there.json"), "theirs");
    expect(await save(session, OTHER, { path: path("work/there.json") })).toMatchObject({ changed: true });
    const saved = await save(session, OTHER, { path: path("work/copy") });
    expect(saved).toMatchObject({ saved: true, path: path("work/copy.millrace.json"), name: "copy" });
    await save(session, TEXT);
    expect(await readFile(path("work/copy.millrace.json"), "utf8")).toBe(TEXT);
    expect(await readFile(path(FLOW), "utf8")).toBe(TEXT);
  });

  test("through a link writes the file it leads to", async () => {
    await mkdir(path("store"));
    await rename(path(FLOW), path("store/real.json"));
    await symlink(path("store/real.json"), path(FLOW));
    const { session } = await open();
    await save(session, OTHER);
    expect(await readFile(path("store/real.json"), "utf8")).toBe(OTHER);
  });

  test("a workflow without a file needs a name", async () => {
    const { session } = await window.handlers["document.create"]({});
    expect(await window.call("document.save", { session, text: TEXT })).toMatchObject({
      failed: { code: "WORKFLOW_UNNAMED" },
    });
  });

  test("into a folder that is not there fails", async () => {
    const { session } = await open();
    const answer = await window.call("document.save", { session, text: TEXT, path: path("no/x.json") });
    expect(answer).toMatchObject({ failed: { code: "FOLDER_MISSING" } });
  });
});

describe("recovery", () => {
  const commands = (opened: Opened) => opened.recovery?.commands;

  test("brings back every command of an editor that was killed, and goes on with them", async () => {
    const { session } = await open();
    await journal(session, ["a", "b"]);
    await journal(session, ["c"]);
    await kill();
    const opened = await open();
    expect(commands(opened)).toEqual(["a", "b", "c"].map(command));
    expect(Math.abs(Date.now() - opened.recovery!.endedAt!)).toBeLessThan(60_000);
    await journal(opened.session, ["d"]);
    await kill();
    expect(commands(await open())).toEqual(["a", "b", "c", "d"].map(command));
  });

  test("is beside the workflow, and leaves half a line of a kill out", async () => {
    const { session } = await open();
    await journal(session, ["a"]);
    await kill();
    const file = path("work/.flow.millrace-recovery");
    const text = await readFile(file, "utf8");
    expect(JSON.parse(text.split("\n")[0])).toMatchObject({ text: TEXT });
    await writeFile(file, `${text}{"do":"remo`);
    expect(commands(await open())).toEqual([command("a")]);
  });

  test.each([
    ["saving", (session: string) => save(session, OTHER)],
    ["an empty journal", (session: string) => journal(session, [])],
    ["closing", (session: string) => window.handlers["document.close"]({ session })],
  ])("ends with %s", async (_, end) => {
    const { session } = await open();
    await journal(session, ["a"]);
    await end(session);
    expect(await readdir(path("work"))).toEqual(["flow.millrace.json"]);
    await kill();
    expect((await open()).recovery).toBeNull();
  });

  test("on a text that has changed since is offered with the text it stands on, until that was decided", async () => {
    const { session } = await open();
    await journal(session, ["a"]);
    await kill();
    await writeFile(path(FLOW), OTHER);
    const opened = await open();
    expect(opened).toMatchObject({ text: OTHER, recovery: { commands: [command("a")], base: TEXT } });
    // Own edits go into a journal of their own, and come first the next time.
    await journal(opened.session, ["b"]);
    await kill();
    expect((await open()).recovery).toMatchObject({ commands: [command("b")], base: null });
    await kill();
    await writeFile(path(FLOW), TEXT);
    expect((await open()).recovery).toMatchObject({ commands: [command("a")], base: null });
  });

  test("on another text goes when it was looked at, and what is written since then stays", async () => {
    const { session } = await open();
    await journal(session, ["a"]);
    await kill();
    await writeFile(path(FLOW), OTHER);
    const opened = await open();
    await journal(opened.session, ["restore"]);
    await window.handlers["document.forget"]({ session: opened.session });
    await window.handlers["document.forget"]({ session: opened.session });
    await kill();
    expect(await readdir(path("work"))).toEqual([".flow.2.millrace-recovery", "flow.millrace.json"]);
    expect((await open()).recovery).toMatchObject({ commands: [command("restore")], base: null });
  });

  test("lets an untitled workflow use the files that were chosen for it", async () => {
    await writeFile(path("chosen.csv"), "a\n1\n");
    const { session, untitled } = await window.handlers["document.create"]({});
    await window.handlers["file.allow"]({ session, path: path("chosen.csv") });
    await journal(session, ["a"]);
    await kill();
    const again = await window.handlers["document.create"]({ untitled: untitled! });
    expect(again.recovery).not.toBeNull();
    const chosen = { session: again.session, path: path("chosen.csv") };
    expect(await window.handlers["file.stat"](chosen)).toMatchObject({ exists: true });
    // With the workflow goes what was chosen for it.
    await window.handlers["document.close"]({ session: again.session });
    expect(await readFile(path("app-data/allowed.json"), "utf8")).not.toContain("chosen.csv");
  });

  test("of a workflow that was never saved is offered until it is opened or thrown away", async () => {
    const left = async (by = window) => (await by.handlers["app.untitled"]({})).left;
    const { session, text, untitled } = await window.handlers["document.create"]({});
    expect(text).toBe(EMPTY_TEXT);
    const node = { id: "a", kind: "csv", version: 1, title: "Rows", params: {} };
    await window.handlers["document.journal"]({
      session,
      commands: [{ do: "add-node", node, at: { x: 0, y: 0 } } as never],
    });
    expect(await left()).toEqual([]);
    await kill();
    expect(await left()).toMatchObject([{ id: untitled, titles: ["Rows"] }]);
    // A new one is new.
    expect((await window.handlers["document.create"]({})).recovery).toBeNull();
    const again = await window.handlers["document.create"]({ untitled: untitled! });
    expect(commands(again)).toHaveLength(1);
    expect(again.untitled).toBe(untitled);
    expect(await left()).toEqual([]);
    expect(await window.call("document.create", { untitled })).toMatchObject({
      failed: { code: "SESSION_TAKEN" },
    });
    await window.handlers["app.dropUntitled"]({ id: untitled! });
    await kill();
    expect(await left()).toHaveLength(1);
    await window.handlers["app.dropUntitled"]({ id: untitled! });
    expect(await left()).toEqual([]);
    expect(await window.call("document.create", { untitled })).toMatchObject({
      failed: { code: "UNTITLED_GONE" },
    });
    expect(await window.call("app.dropUntitled", { id: "../../work" })).toMatchObject({
      failed: { code: "UNTITLED_GONE" },
    });
    expect(await readdir(path("work"))).toEqual(["flow.millrace.json"]);
  });

  test("of a workflow that was dropped stands on its text, which may run once somebody has said so", async () => {
    const text = OTHER.replace("[]", '[{"id":"a","kind":"csv","version":1,"title":"Theirs","params":{}}]');
    const create = (request: object) => window.handlers["document.create"](request);
    const begun = await create({ from: { name: "theirs", text } });
    const { untitled } = begun;
    expect(begun).toMatchObject({ path: null, name: "theirs", text, trusted: false, recovery: null });
    await kill();
    const again = await create({ untitled });
    expect(again).toMatchObject({ name: "theirs", text, trusted: false, recovery: null });
    await window.handlers["document.trust"]({ session: again.session, text });
    await window.handlers["document.journal"]({
      session: again.session,
      commands: [{ do: "rename-node", id: "a", title: "Mine" }],
    });
    await kill();
    expect((await window.handlers["app.untitled"]({})).left).toMatchObject([{ titles: ["Mine"] }]);
    expect(await create({ untitled })).toMatchObject({ text, trusted: true, recovery: { base: null } });
  });

  test("what was dropped and is saved is not trusted by that", async () => {
    const from = { name: "theirs", text: OTHER };
    const { session } = await window.handlers["document.create"]({ from });
    await save(session, OTHER, { path: path("work/theirs") });
    expect(await open(window, "work/theirs.millrace.json")).toMatchObject({ name: "theirs", trusted: false });
  });

  test("a page that comes back to another host goes on with its file, or its workflow without one", async () => {
    const { session, hash } = await open();
    const rejoin = (more: object) =>
      window.handlers["document.rejoin"]({ session, path: path(FLOW), untitled: null, hash, ...more });
    expect((await rejoin({})).opened).toBeNull();
    const unnamed = await window.handlers["document.create"]({});
    await journal(session, ["a"]);
    await kill();
    await writeFile(path(FLOW), OTHER);
    const { opened } = await rejoin({});
    expect(opened).toMatchObject({ path: path(FLOW), text: OTHER, recovery: { base: TEXT } });
    // The page has not seen what is there now: it is asked before that is overwritten.
    expect(await save(opened!.session, TEXT)).toMatchObject({ saved: false, changed: true });
    const { untitled } = unnamed;
    expect((await rejoin({ session: unnamed.session, path: null, untitled })).opened).toMatchObject({
      path: null,
      untitled,
    });
  });

  test("a page that is loaded again finds the changes of the one before", async () => {
    const { session } = await open();
    await journal(session, ["a"]);
    window.leave();
    const reloaded = host.connect();
    expect(commands(await open(reloaded))).toEqual([command("a")]);
    await window.returned();
    expect(await window.call("document.journal", { session, commands: [] })).toMatchObject({
      failed: { code: "SESSION_UNKNOWN" },
    });
  });

  test("a page whose connection broke and came back goes on", async () => {
    const { session } = await open();
    await journal(session, ["a"]);
    window.leave();
    await window.returned();
    await journal(session, ["b"]);
    await kill();
    expect(commands(await open())).toEqual(["a", "b"].map(command));
  });
});

describe("two windows on one file", () => {
  test("have a journal each, and are told when the other saves", async () => {
    const second = host.connect();
    const [one, two] = [await open(), await open(second)];
    await journal(one.session, ["a"]);
    await journal(two.session, ["b"], second);
    expect((await readdir(path("work"))).toSorted()).toEqual([
      ".flow.2.millrace-recovery",
      ".flow.millrace-recovery",
      "flow.millrace.json",
    ]);
    const told = nextEvent(second, "document.changed");
    await save(one.session, OTHER);
    expect(await told).toEqual({ session: two.session, hash: hashOf(OTHER) });
    expect(await save(two.session, TEXT, {}, second)).toMatchObject({ saved: false, changed: true });
  });

  test("that are both killed are both recovered, one after the other", async () => {
    const second = host.connect();
    const [one, two] = [await open(), await open(second)];
    await journal(one.session, ["a"]);
    await journal(two.session, ["b"], second);
    await kill();
    const found = [await open(), await open()].map((opened) => opened.recovery?.commands[0]);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([command("a"), command("b")]));
  });
});

test("a change by another program is told, also when the file is replaced or removed; one's own is not", async () => {
  const { session } = await open();
  await save(session, OTHER);
  let told = nextEvent(window, "document.changed");
  await writeFile(path("work/new"), "theirs");
  await rename(path("work/new"), path(FLOW));
  expect(await told).toEqual({ session, hash: hashOf("theirs") });
  told = nextEvent(window, "document.changed");
  await rm(path(FLOW));
  expect(await told).toEqual({ session, hash: null });
});

describe("files", () => {
  test("below the workflow's folder may be used, others when they were chosen, also after another start", async () => {
    await mkdir(path("work/data"));
    await writeFile(path("work/data/in.csv"), "a\n1\n");
    await writeFile(path("secret.txt"), "…");
    const { session } = await open();
    expect(await window.handlers["file.stat"]({ session, path: "data/in.csv" })).toEqual({
      exists: true,
      isFolder: false,
      size: 4,
    });
    const secret = { session, path: "../secret.txt" };
    expect(await window.call("file.stat", secret)).toMatchObject({ failed: { code: "FILE_NOT_ALLOWED" } });
    expect(await window.call("model.inspect", secret)).toMatchObject({
      failed: { code: "FILE_NOT_ALLOWED" },
    });
    await window.handlers["file.allow"]({ session, path: path("secret.txt") });
    expect(await window.handlers["file.stat"](secret)).toMatchObject({ exists: true });
    expect(engines.started[0].requests("session.open").at(-1)).toMatchObject({
      allowed: [path("work"), path("secret.txt")],
    });
    await kill();
    const again = await open();
    expect(await window.handlers["file.stat"]({ ...secret, session: again.session })).toMatchObject({
      exists: true,
    });
  });

  test("a link does not lead out of the folder", async () => {
    await writeFile(path("secret.txt"), "…");
    await symlink(path("secret.txt"), path("work/inside.txt"));
    await symlink(folder, path("work/up"));
    const { session } = await open();
    for (const name of ["inside.txt", "up/secret.txt", "up/not-there.txt"])
      expect(await window.call("file.stat", { session, path: name }), name).toMatchObject({
        failed: { code: "FILE_NOT_ALLOWED" },
      });
  });

  test("a chosen file is named relative to the workflow where both belong together", async () => {
    const { session } = await open();
    const allow = async (name: string) => (await window.handlers["file.allow"]({ session, path: name })).path;
    expect(await allow(path("work/data/x.csv"))).toBe("data/x.csv");
    expect(await allow(path("models/m.onnx"))).toBe("../models/m.onnx");
    expect(await allow("/somewhere/else.csv")).toBe("/somewhere/else.csv");
    expect(await window.handlers["file.allow"]({ session, path: folder })).toEqual({
      path: "..",
      isFolder: true,
    });
  });

  test("dropped on a workflow are kept beside it, each under a name of its own, the same one once", async () => {
    const { session } = await open();
    const drop = async (name: string, text: string) =>
      (await window.handlers["file.import"]({ session, name, bytes: new TextEncoder().encode(text) })).path;
    expect(await drop("a.csv", "1")).toBe("data/a.csv");
    expect(await drop("a.csv", "2")).toBe("data/a-2.csv");
    expect(await drop("a.csv", "2")).toBe("data/a-2.csv");
    expect(await drop("../../../evil:.csv", "3")).toBe("data/evil_.csv");
    expect(await readFile(path("work/data/a-2.csv"), "utf8")).toBe("2");
    expect((await readdir(path("work/data"))).toSorted()).toEqual(["a-2.csv", "a.csv", "evil_.csv"]);
  });

  test("a dropped folder is kept whole, under a name of its own, the same one once, and leads nowhere else", async () => {
    const { session } = await open();
    const drop = async (name: string, files: Record<string, string>) => {
      const list = Object.entries(files).map(([path, text]) => ({
        path,
        bytes: new TextEncoder().encode(text),
      }));
      return (await window.handlers["file.importFolder"]({ session, name, files: list })).path;
    };
    const pictures = { "a.png": "1", "deeper/b.png": "2" };
    expect(await drop("pics", pictures)).toBe("data/pics");
    expect(await drop("pics", pictures)).toBe("data/pics");
    expect(await drop("pics", { ...pictures, "c.png": "3" })).toBe("data/pics-2");
    expect(await drop("../..", { "../../evil.png": "4" })).toBe("data/file");
    expect((await readdir(path("work/data"), { recursive: true })).toSorted()).toEqual([
      "file",
      "file/evil.png",
      "pics",
      "pics-2",
      "pics-2/a.png",
      "pics-2/c.png",
      "pics-2/deeper",
      "pics-2/deeper/b.png",
      "pics/a.png",
      "pics/deeper",
      "pics/deeper/b.png",
    ]);
  });

  test("a folder dropped on an untitled workflow moves with it when it is saved", async () => {
    const { session } = await window.handlers["document.create"]({});
    const files = [{ path: "a.png", bytes: new Uint8Array([1]) }];
    await window.handlers["file.importFolder"]({ session, name: "pics", files });
    await save(session, '["data/pics"]', { path: path("work/mine") });
    expect(await readdir(path("work/data/pics"))).toEqual(["a.png"]);
  });

  test("dropped on an untitled workflow move with it when it is saved", async () => {
    const { session } = await window.handlers["document.create"]({});
    const drop = (name: string) =>
      window.handlers["file.import"]({ session, name, bytes: new TextEncoder().encode(name) });
    await drop("used.csv");
    await drop("not-used.csv");
    const text = TEXT.replace('"nodes":[]', '"nodes":[{"params":{"path":"data/used.csv"}}]');
    await save(session, text, { path: path("work/mine") });
    expect(await readdir(path("work/data"))).toEqual(["used.csv"]);
    expect(await window.handlers["file.stat"]({ session, path: "data/used.csv" })).toMatchObject({
      exists: true,
    });
    expect(await readdir(path("app-data/untitled"))).toEqual([]);
  });

  test("dropped on a workflow that then does without them go when it is closed", async () => {
    const { session } = await open();
    const drop = (name: string, by = session) =>
      window.handlers["file.import"]({ session: by, name, bytes: new TextEncoder().encode(name) });
    const text = TEXT.replace('"nodes":[]', '"nodes":[{"params":{"path":"data/used.csv"}}]');
    await mkdir(path("work/data"));
    await writeFile(path("work/data/theirs.csv"), "theirs.csv");
    for (const name of ["used.csv", "undone.csv", "other.csv", "unsaved.csv", "theirs.csv"]) await drop(name);
    await save(session, text);
    await writeFile(path("work/b.millrace.json"), '["data/other.csv"]');
    await writeFile(path("work/.c.millrace-recovery"), '{"path":"data/unsaved.csv"}');
    await window.handlers["document.close"]({ session });
    const left = await readdir(path("work/data"));
    expect(left.toSorted()).toEqual(["other.csv", "theirs.csv", "unsaved.csv", "used.csv"]);
  });

  test("dropped on a workflow that is left for the next time stay", async () => {
    const { session } = await open();
    await window.handlers["file.import"]({ session, name: "a.csv", bytes: new Uint8Array([1]) });
    await kill();
    expect(await readdir(path("work/data"))).toEqual(["a.csv"]);
  });

  test("results of an untitled workflow move with it, and replace nothing", async () => {
    await writeFile(path("work/dear.csv"), "theirs");
    const { session } = await window.handlers["document.create"]({});
    const [folder] = await readdir(path("app-data/untitled"));
    const result = (name: string) => path(`app-data/untitled/${folder}/${name}`);
    await mkdir(result("out"));
    await writeFile(result("dear.csv"), "mine");
    await writeFile(result("out/late.csv"), "late");
    await save(session, TEXT, { path: path("work/mine") });
    expect(await readFile(path("work/dear.csv"), "utf8")).toBe("theirs");
    expect(await readFile(path("work/dear-2.csv"), "utf8")).toBe("mine");
    expect(await readFile(path("work/out/late.csv"), "utf8")).toBe("late");
    expect(await readdir(path("app-data/untitled"))).toEqual([]);
  });

  test("another file in their place keeps an untitled workflow from being saved there", async () => {
    await mkdir(path("work/data"));
    await writeFile(path("work/data/a.csv"), "theirs");
    const { session } = await window.handlers["document.create"]({});
    await window.handlers["file.import"]({ session, name: "a.csv", bytes: new Uint8Array([1]) });
    const request = { session, text: '["data/a.csv"]', path: path("work/mine") };
    expect(await window.call("document.save", request)).toMatchObject({
      failed: { code: "IMPORT_CONFLICT" },
    });
    expect(await readdir(path("work"))).toEqual(["data", "flow.millrace.json"]);
  });

  test("are listed by their names: folders first, hidden ones not at all", async () => {
    for (const name of ["b10.csv", "b2.CSV", ".hidden.csv", "x.txt"]) await writeFile(path(name), "");
    const list = (extensions: string[]) => window.handlers["file.list"]({ path: folder, extensions });
    const names = async (extensions: string[]) => (await list(extensions)).entries.map(({ name }) => name);
    expect(await names(["csv"])).toEqual(["work", "b2.CSV", "b10.csv"]);
    expect(await names([])).toContain("x.txt");
    expect(await list([])).toMatchObject({ parent: tmpdir(), missing: null });
    expect((await window.handlers["file.list"]({ path: "/", extensions: [] })).parent).toBeNull();
  });
});

describe("the folder of a path", () => {
  const list = (path: string, session?: string) =>
    window.handlers["file.list"]({ path, extensions: [], session });

  test("begins at the workflow that names it, and is the nearest one that is there", async () => {
    const { session } = await open();
    await mkdir(path("work/data"));
    expect(await list("data", session)).toMatchObject({ path: path("work/data"), missing: null });
    expect(await list("data/2025/may", session)).toMatchObject({
      path: path("work/data"),
      parent: path("work"),
      missing: path("work/data/2025/may"),
    });
    expect(await list("../gone", session)).toMatchObject({ path: folder, missing: path("gone") });
  });

  test("may begin at the person's own", async () => {
    expect(await list("~")).toMatchObject({ path: homedir(), missing: null });
  });
});

describe("a playbook", () => {
  beforeEach(async () => {
    await mkdir(path("templates/demo/make"), { recursive: true });
    await mkdir(path("templates/demo/out"));
    await writeFile(path("templates/demo/template.json"), "{}");
    await writeFile(path("templates/demo/demo.millrace.json"), TEXT);
    await writeFile(path("templates/demo/make/make.mjs"), "");
    await writeFile(path("templates/demo/out/README.md"), "");
    await writeFile(path("templates/demo/out/old.csv"), "");
  });

  test("opens as a copy that may run, in a folder of its own each time", async () => {
    const first = await window.handlers["template.open"]({ name: "demo" });
    const second = await window.handlers["template.open"]({ name: "demo" });
    expect(first).toMatchObject({ path: path("documents/demo/demo.millrace.json"), trusted: true });
    expect(second).toMatchObject({ path: path("documents/demo-2/demo.millrace.json"), trusted: true });
    expect((await readdir(path("documents/demo"))).toSorted()).toEqual([
      "demo.millrace.json",
      "out",
      "template.json",
    ]);
    expect(await readdir(path("documents/demo/out"))).toEqual(["README.md"]);
  });

  test.each([
    [{ name: "no" }, "TEMPLATE_UNKNOWN"],
    [{ name: ".." }, "TEMPLATE_UNKNOWN"],
    [{ name: "demo/make" }, "TEMPLATE_UNKNOWN"],
  ])("%j fails with %s", async (request, code) => {
    expect(await window.call("template.open", request)).toMatchObject({ failed: { code } });
  });

  test("does not go into a folder that holds something", async () => {
    const request = { name: "demo", folder: path("work") };
    expect(await window.call("template.open", request)).toMatchObject({
      failed: { code: "FOLDER_NOT_EMPTY" },
    });
  });
});

test.each(["file:///etc/passwd", "javascript:alert(1)", "nonsense"])(
  "the link %s is not opened",
  async (url) => {
    expect(await window.call("app.openLink", { url })).toMatchObject({ failed: { code: "LINK_REFUSED" } });
  },
);
