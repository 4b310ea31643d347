// Does a page that comes back hand over everything that was not saved, to whatever host it finds?

import { expect, test } from "vitest";
import type { Bridge } from "../../bridge/bridge.ts";
import type { Opened } from "../../bridge/shapes.ts";
import type { Command } from "../../../engine/document/command.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { createDocumentStore } from "./document.ts";
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

/** A bridge whose host answers `rejoin` so; `journal` is what it holds of each session. */
function hostThat(opened: () => Opened | null) {
  const journals: Record<string, Command[]> = {};
  const asked: unknown[] = [];
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
    trust: done,
    forget: done,
  };
  return { bridge: { document } as unknown as Bridge, journals, asked };
}

const remove = (id: string): Command[] => [{ do: "remove-nodes", ids: [id] }];
const titles = (text: string, commands: readonly Command[]) =>
  replayed(readWorkflow(text).document!, commands).document.nodes.map(({ title }) => title);

test("another host gets the edits of the one before, and goes on", async () => {
  const { bridge, journals, asked } = hostThat(() => ({ ...OPENED, session: "new" }));
  const store = createDocumentStore(bridge, OPENED);
  store.edit("remove", remove("a"));
  await store.rejoin();
  expect(asked).toEqual([{ session: "old", path: OPENED.path, untitled: null, hash: "1" }]);
  expect(store.getState()).toMatchObject({ session: "new", changedOnDisk: false });
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
  expect(store.getState().changedOnDisk).toBe(true);
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
