// Workflows of a host: opening and saving; two windows on one file; changes by others.

import { mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { command, FLOW, hostUnderTest, nextEvent, OTHER, TEXT } from "../../tests/support/host-under-test.ts";
import { hashOf } from "./text-hash.ts";

const at = hostUnderTest();
const { journal, kill, open, path, save } = at;

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
    const { files } = await at.window.handlers["app.recent"]({});
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
    expect(await at.window.call("document.open", { path: path(name) })).toMatchObject({ failed: { code } });
  });

  test("the newest of at most twenty recent files comes first, also after another start", async () => {
    for (let i = 0; i < 21; i++) {
      await writeFile(path(`work/${i}.json`), TEXT);
      await open(at.window, `work/${i}.json`);
    }
    await kill();
    await rm(path("work/20.json"));
    const { files } = await at.window.handlers["app.recent"]({});
    expect(files.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, i) => `${20 - i}`));
    expect(files[0].exists).toBe(false);
  });

  test("trust holds for the file as it lies there, however it is laid out and whatever was edited since", async () => {
    const { session } = await open();
    await at.window.handlers["document.trust"]({ session, text: OTHER });
    await kill();
    expect(await open()).toMatchObject({ trusted: true, text: TEXT });
  });

  test("a content that was trusted once is trusted everywhere; one that is changed by others is not", async () => {
    const { session } = await open();
    await at.window.handlers["document.trust"]({ session, text: TEXT });
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

  test("a file that was removed meanwhile comes back: nothing is replaced by it", async () => {
    const { session } = await open();
    await rm(path(FLOW));
    expect(await save(session, OTHER)).toMatchObject({ saved: true });
    expect(await readFile(path(FLOW), "utf8")).toBe(OTHER);
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
    const { session } = await at.window.handlers["document.create"]({});
    expect(await at.window.call("document.save", { session, text: TEXT })).toMatchObject({
      failed: { code: "WORKFLOW_UNNAMED" },
    });
  });

  test("into a folder that is not there fails", async () => {
    const { session } = await open();
    const answer = await at.window.call("document.save", { session, text: TEXT, path: path("no/x.json") });
    expect(answer).toMatchObject({ failed: { code: "FOLDER_MISSING" } });
  });
});

describe("two windows on one file", () => {
  test("have a journal each, and are told when the other saves", async () => {
    const second = at.host.connect();
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
    const second = at.host.connect();
    const [one, two] = [await open(), await open(second)];
    await journal(one.session, ["a"]);
    await journal(two.session, ["b"], second);
    await kill();
    const found = [await open(), await open()].map((opened) => opened.recovery?.commands[0]);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([command("a"), command("b")]));
  });
});

describe("a change by another program", () => {
  test("is told, also when the file is replaced, removed or there again; one's own is not", async () => {
    const { session } = await open();
    await save(session, OTHER);
    let told = nextEvent(at.window, "document.changed");
    await writeFile(path("work/new"), "theirs");
    await rename(path("work/new"), path(FLOW));
    expect(await told).toEqual({ session, hash: hashOf("theirs") });
    told = nextEvent(at.window, "document.changed");
    await rm(path(FLOW));
    expect(await told).toEqual({ session, hash: null });
    told = nextEvent(at.window, "document.changed");
    await writeFile(path("work/new"), OTHER);
    await rename(path("work/new"), path(FLOW));
    expect(await told).toEqual({ session, hash: hashOf(OTHER) });
  });

  test("is told when its folder is moved away, and when it is back", async () => {
    const { session } = await open();
    let told = nextEvent(at.window, "document.changed");
    await rename(path("work"), path("away"));
    expect(await told).toEqual({ session, hash: null });
    told = nextEvent(at.window, "document.changed");
    await rename(path("away"), path("work"));
    expect(await told).toEqual({ session, hash: hashOf(TEXT) });
  });

  test("that a page has missed while its connection was broken is told when it is back", async () => {
    const { session, hash } = await open();
    // Heard by the host, and by no page.
    const heard = nextEvent(at.window, "document.changed");
    await rm(path(FLOW));
    await heard;
    at.window.leave();
    await at.window.returned();
    const told = nextEvent(at.window, "document.changed");
    await at.window.handlers["document.rejoin"]({ session, path: path(FLOW), untitled: null, hash });
    expect(await told).toEqual({ session, hash: null });
  });
});
