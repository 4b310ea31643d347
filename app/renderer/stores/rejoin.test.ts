// Does a page that comes back hand over everything that was not saved, to whatever host it finds?

import { expect, test } from "vitest";
import { BridgeError, type Bridge } from "../../bridge/bridge.ts";
import type { Opened } from "../../bridge/shapes.ts";
import type { Command } from "../../../engine/document/command.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { createDocumentStore, isDirty } from "./document.ts";
import { replayed } from "./recovery.ts";

const TEXT = writeWorkflow({
  format: "millrace",
  version: 1,
  nodes: ["a", "b", "c"].map((id) => ({ id, kind: "csv", version: 1, title: id, params: {} })),
  edges: [],
  view: { nodes: {} },
});
const OPENED: Opened = {
  session: "old",
  path: "/work/flow.millrace.json",
  untitled: null,
  name: "flow",
  text: TEXT,
  hash: "1",
  trusted: true,
  recovery: null,
};

/** A bridge whose host answers `rejoin` so; `journal` is what it holds of each session, `saves` what each was given to save. */
function hostThat(opened: () => Opened | null, save: (session: string) => void = () => {}) {
  const journals: Record<string, Command[]> = {};
  const asked: unknown[] = [];
  const saves: { session: string; text: string }[] = [];
  const done = async () => ({});
  const document = {
    async rejoin(request: unknown) {
      asked.push(request);
      return { opened: opened() };
    },
    async journal({ session, commands }: { session: string; commands: Command[] }) {
      journals[session] = commands.length > 0 ? [...(journals[session] ?? []), ...commands] : [];
      return {};
    },
    async save({ session, text }: { session: string; text: string }) {
      save(session);
      saves.push({ session, text });
      return { saved: true, changed: false, path: OPENED.path, name: "flow", hash: hashOf(text) };
    },
    trust: done,
    forget: done,
  };
  return { bridge: { document } as unknown as Bridge, journals, asked, saves };
}

/** As a fingerprint it will do. */
const hashOf = (text: string) => `hash of ${text}`;
const failure = (code: string) => new BridgeError({ code, message: code });
const refuseOld = (session: string) => {
  if (session === "old") throw failure("SESSION_UNKNOWN");
};

const remove = (id: string): Command[] => [{ do: "remove-nodes", ids: [id] }];
const titles = (text: string, commands: readonly Command[]) =>
  replayed(readWorkflow(text).document!, commands).document.nodes.map(({ title }) => title);

test("another host gets the edits of the one before, and goes on", async () => {
  const { bridge, journals, asked } = hostThat(() => ({ ...OPENED, session: "new" }));
  const store = createDocumentStore(bridge, OPENED);
  store.edit("remove", remove("a"));
  await store.rejoin();
  expect(asked).toEqual([{ session: "old", path: OPENED.path, untitled: null, hash: "1" }]);
  expect(store.getState()).toMatchObject({ session: "new", onDisk: "same" });
  store.edit("remove", remove("b"));
  expect(titles(TEXT, journals.new)).toEqual(["c"]);
  store.undo();
  store.undo();
  expect(titles(TEXT, journals.new)).toEqual(["a", "b", "c"]);
});

test("a host that knows the workflow still gets what it has missed", async () => {
  const { bridge, journals } = hostThat(() => null);
  const store = createDocumentStore(bridge, OPENED);
  store.edit("remove", remove("a"));
  journals.old = [];
  await store.rejoin();
  expect(store.getState().session).toBe("old");
  expect(titles(TEXT, journals.old)).toEqual(["b", "c"]);
});

test("a file that has changed meanwhile is told of, and the edits stand on what it says now", async () => {
  const theirs = writeWorkflow({ ...readWorkflow(TEXT).document!, nodes: [] });
  const { bridge, journals } = hostThat(() => ({ ...OPENED, session: "new", text: theirs, hash: "2" }));
  const store = createDocumentStore(bridge, OPENED);
  store.edit("remove", remove("a"));
  await store.rejoin();
  expect(store.getState().onDisk).toBe("changed");
  expect(titles(theirs, journals.new)).toEqual(["b", "c"]);
});

test("an edit made while it comes back is not lost", async () => {
  let isFirst = true;
  const { bridge, journals } = hostThat(() => {
    if (!isFirst) return null;
    isFirst = false;
    store.edit("remove", remove("c"));
    return { ...OPENED, session: "new" };
  });
  const store = createDocumentStore(bridge, OPENED);
  await store.rejoin();
  expect(titles(TEXT, journals.new)).toEqual(["a", "b"]);
});

test("saving in the moment another host is there is done by the new session, which is asked for once", async () => {
  const { bridge, asked, saves } = hostThat(() => ({ ...OPENED, session: "new" }), refuseOld);
  const store = createDocumentStore(bridge, OPENED);
  store.edit("remove", remove("a"));
  const [saved] = await Promise.all([store.save(), store.rejoin()]);
  expect(saved).toEqual({ saved: true, changed: false });
  expect(asked).toHaveLength(1);
  expect(saves).toEqual([{ session: "new", text: store.text() }]);
  expect(isDirty(store.getState())).toBe(false);
});

test("saving while the host cannot take the workflow up fails, and the changes stay", async () => {
  const { bridge, saves } = hostThat(() => {
    throw failure("FOLDER_MISSING");
  }, refuseOld);
  const store = createDocumentStore(bridge, OPENED);
  store.edit("remove", remove("a"));
  await expect(store.save()).rejects.toMatchObject({ failure: { code: "FOLDER_MISSING" } });
  expect(saves).toEqual([]);
  expect(isDirty(store.getState())).toBe(true);
  expect(store.getState().document.nodes).toHaveLength(2);
});

test("what was saved when the connection broke is saved, and no change of others", async () => {
  let isGone = true;
  let sent = "";
  const { bridge, journals, saves } = hostThat(
    () => ({ ...OPENED, session: "new", text: sent, hash: hashOf(sent) }),
    () => {
      if (isGone) throw failure("HOST_GONE");
    },
  );
  const store = createDocumentStore(bridge, OPENED);
  store.edit("remove", remove("a"));
  sent = store.text();
  await expect(store.save()).rejects.toMatchObject({ failure: { code: "HOST_GONE" } });
  expect(isDirty(store.getState())).toBe(true);
  store.edit("remove", remove("b"));
  isGone = false;
  await store.rejoin();
  expect(store.getState().onDisk).toBe("same");
  // The host is told that the text is this page's.
  expect(saves).toEqual([{ session: "new", text: sent }]);
  expect(titles(sent, journals.new)).toEqual(["c"]);
  store.undo();
  expect(isDirty(store.getState())).toBe(false);
});

test("a file that was deleted meanwhile is gone, and all that it held is unsaved", async () => {
  const EMPTY = writeWorkflow({ ...readWorkflow(TEXT).document!, nodes: [] });
  const { bridge, journals } = hostThat(() => ({ ...OPENED, session: "new", text: EMPTY, hash: null }));
  const store = createDocumentStore(bridge, OPENED);
  await store.rejoin();
  expect(store.getState().onDisk).toBe("gone");
  expect(isDirty(store.getState())).toBe(true);
  expect(titles(EMPTY, journals.new)).toEqual(["a", "b", "c"]);
  await store.save();
  expect(store.getState().onDisk).toBe("same");
  expect(isDirty(store.getState())).toBe(false);
});

test.each([
  ["2", "changed"],
  [null, "gone"],
  [OPENED.hash, "same"],
] as const)("a file that has the fingerprint %s is %s", (hash, state) => {
  const store = createDocumentStore(hostThat(() => null).bridge, OPENED);
  store.fileChanged("3");
  store.fileChanged(hash);
  expect(store.getState().onDisk).toBe(state);
});
