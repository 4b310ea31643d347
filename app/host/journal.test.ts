// Are changes that were not saved there again after the editor was killed, and only then?

import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Opened } from "../bridge/shapes.ts";
import type { HostWindow } from "./host-window.ts";
import { command, FLOW, hostUnderTest, nextEvent, OTHER, TEXT } from "../../tests/support/host-under-test.ts";
import { hashOf } from "./text-hash.ts";

const at = hostUnderTest();
const { journal, kill, open, path, save } = at;

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

  test("says which gestures they belong to, however often it is taken over", async () => {
    const { session } = await open();
    const steps = [{ at: 0, is: "new" as const, label: "delete 2 nodes" }];
    await at.window.handlers["document.journal"]({ session, commands: ["a", "b"].map(command), steps });
    await journal(session, ["c"]);
    for (let time = 0; time < 2; time++) {
      await kill();
      expect((await open()).recovery).toMatchObject({ commands: ["a", "b", "c"].map(command), steps });
    }
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
    ["closing", (session: string) => at.window.handlers["document.close"]({ session })],
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
    await at.window.handlers["document.forget"]({ session: opened.session });
    await at.window.handlers["document.forget"]({ session: opened.session });
    await kill();
    expect(await readdir(path("work"))).toEqual([".flow.2.millrace-recovery", "flow.millrace.json"]);
    expect((await open()).recovery).toMatchObject({ commands: [command("restore")], base: null });
  });

  test("a page that comes back to another host goes on with its file, or its workflow without one", async () => {
    const { session, hash } = await open();
    const rejoin = (more: object) =>
      at.window.handlers["document.rejoin"]({ session, path: path(FLOW), untitled: null, hash, ...more });
    expect((await rejoin({})).opened).toBeNull();
    const unnamed = await at.window.handlers["document.create"]({});
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
    at.window.leave();
    const reloaded = at.host.connect();
    expect(commands(await open(reloaded))).toEqual([command("a")]);
    await at.window.returned();
    expect(await at.window.call("document.journal", { session, commands: [] })).toMatchObject({
      failed: { code: "SESSION_UNKNOWN" },
    });
  });

  test.each([["one after the other"], ["with another host in between"]])(
    "pages that are loaded anew in the same moment find their own changes again, %s",
    async (how) => {
      const names = (page: string, ...before: string[]) => ({ page, before });
      const one = at.host.connect({}, names("one"));
      const two = at.host.connect({}, names("two"));
      const idle = at.host.connect({}, names("idle"));
      await journal((await open(one)).session, ["a"], one);
      await journal((await open(two)).session, ["b"], two);
      await open(idle);
      for (const window of [one, two, idle]) window.leave();
      if (how === "with another host in between") await kill();

      const again = async (window: HostWindow) => commands(await at.openAgain(window));
      expect(await again(at.host.connect({}, names("idle again", "idle")))).toBeUndefined();
      expect(await again(at.host.connect({}, names("one again", "one")))).toEqual([command("a")]);
      const twice = at.host.connect({}, names("two again", "two"));
      expect(await again(twice)).toEqual([command("b")]);
      // What it took up is its own, and comes once more.
      twice.leave();
      expect(await again(at.host.connect({}, names("third", "two again")))).toEqual([command("b")]);
    },
  );

  test("a page that comes back to another host leaves what others have left", async () => {
    const other = at.host.connect({}, { page: "gone", before: [] });
    await journal((await open(other)).session, ["theirs"], other);
    const { session, hash } = await open();
    await kill();
    const request = { session, path: path(FLOW), untitled: null, hash };
    const { opened } = await at.window.handlers["document.rejoin"](request);
    await journal(opened!.session, []);
    expect(commands(await open(at.host.connect()))).toEqual([command("theirs")]);
  });

  test("a page that opens a file the first time finds what pages have left that are gone", async () => {
    const other = at.host.connect({}, { page: "gone", before: [] });
    await journal((await open(other)).session, ["theirs"], other);
    await other.close();
    expect(commands(await open())).toEqual([command("theirs")]);
  });

  test.each([
    ["with what was not saved", ["a"]],
    ["though nothing was changed", []],
  ])("a file that is gone comes back, %s, until it is saved or closed", async (_, ids) => {
    const { session } = await open();
    if (ids.length > 0) await journal(session, ids);
    const told = nextEvent(at.window, "document.changed");
    await rm(path(FLOW));
    await told;
    at.window.leave();
    const window = at.host.connect({}, { page: "after", before: ["page"] });
    const opened = await at.openAgain(window);
    expect(opened).toMatchObject({ path: path(FLOW), text: TEXT, hash: hashOf(TEXT), gone: true });
    expect(commands(opened) ?? []).toEqual(ids.map(command));
    // To throw the changes away is not to throw the text away.
    await journal(opened.session, [], window);
    await kill();
    expect((await at.window.handlers["app.recent"]({})).files).toMatchObject([{ exists: true }]);
    const later = await open();
    expect(later).toMatchObject({ text: TEXT, gone: true, recovery: null });
    expect(await save(later.session, OTHER)).toMatchObject({ saved: true });
    expect(await readdir(path("work"))).toEqual(["flow.millrace.json"]);
    expect(await readFile(path(FLOW), "utf8")).toBe(OTHER);
  });

  test("a file that is gone and was closed is gone", async () => {
    const { session } = await open();
    const told = nextEvent(at.window, "document.changed");
    await rm(path(FLOW));
    await told;
    await at.window.handlers["document.close"]({ session });
    expect(await at.window.call("document.open", { path: path(FLOW) })).toMatchObject({
      failed: { code: "FILE_MISSING" },
    });
    expect((await at.window.handlers["app.recent"]({})).files).toMatchObject([{ exists: false }]);
  });

  test("of a file that is there again nothing is kept", async () => {
    await open();
    let told = nextEvent(at.window, "document.changed");
    await rename(path(FLOW), path("away"));
    await told;
    told = nextEvent(at.window, "document.changed");
    await rename(path("away"), path(FLOW));
    await told;
    expect(await readdir(path("work"))).toEqual(["flow.millrace.json"]);
    // Nor where it came back while nobody looked.
    await writeFile(path("work/.flow.millrace-recovery"), `${JSON.stringify({ pid: 1e9, text: OTHER })}\n`);
    await kill();
    expect((await open()).recovery).toBeNull();
    expect(await readdir(path("work"))).toEqual(["flow.millrace.json"]);
  });

  test("a page whose connection broke and came back goes on", async () => {
    const { session } = await open();
    await journal(session, ["a"]);
    at.window.leave();
    await at.window.returned();
    await journal(session, ["b"]);
    await kill();
    expect(commands(await open())).toEqual(["a", "b"].map(command));
  });
});
