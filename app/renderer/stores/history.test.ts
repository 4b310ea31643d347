// Is the way back still there, gesture by gesture, when a workflow is opened with what an earlier page has journaled?

import { expect, test } from "vitest";
import type { Bridge } from "../../bridge/bridge.ts";
import type { Opened } from "../../bridge/shapes.ts";
import type { Request } from "../../bridge/calls.ts";
import { editLines, readEdits } from "../../host/journal-lines.ts";
import type { Command } from "../../../engine/document/command.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { documentText } from "../strings/document.ts";
import { createDocumentStore, type DocumentStore } from "./document.ts";

const IDS = ["a", "b", "c", "d", "e", "f"];
const TEXT = writeWorkflow({
  format: "millrace",
  version: 1,
  nodes: IDS.map((id) => ({ id, kind: "csv", version: 1, title: id, params: {} })),
  edges: [],
  view: { nodes: {} },
});
const OPENED: Opened = {
  session: "s",
  path: "/work/flow.millrace.json",
  untitled: null,
  name: "flow",
  text: TEXT,
  hash: "1",
  trusted: true,
  recovery: null,
};

/** A host that keeps a journal as text, and what it saves. */
function host() {
  let lines = "{}\n";
  let text = TEXT;
  const document = {
    async journal({ commands, steps = [] }: Request<"document.journal">) {
      lines = commands.length > 0 ? lines + editLines({ commands, steps }) : "{}\n";
      return {};
    },
    async save({ text: saved }: Request<"document.save">) {
      text = saved;
      lines = "{}\n";
      return { saved: true, changed: false, path: OPENED.path, name: "flow", hash: "2" };
    },
    rejoin: async () => ({ opened: { ...OPENED, session: "t", text } }),
    forget: async () => ({}),
    trust: async () => ({}),
  };
  const bridge = { document } as unknown as Bridge;
  /** The page after this one. `cut`: so many characters of the journal were not written any more. */
  const next = (cut = 0) => {
    const left = readEdits(lines.slice(0, lines.length - cut));
    const recovery = left.commands.length > 0 ? { ...left, endedAt: null, base: null } : null;
    return createDocumentStore(bridge, { ...OPENED, text, recovery });
  };
  return { bridge, next, begin: () => createDocumentStore(bridge, OPENED) };
}

const rename = (id: string, title: string): Command[] => [{ do: "rename-node", id, title }];
const labels = (store: DocumentStore) => store.getState().undo.map(({ label }) => label);
const titles = (store: DocumentStore) => store.getState().document.nodes.map(({ title }) => title);

test("each gesture is one step again, under its name; what was typed in one go is one of them", () => {
  const { begin, next } = host();
  const page = begin();
  for (const title of ["x", "xy", "xyz"]) page.edit("rename", rename("a", title), "title a");
  page.edit("delete", [
    { do: "remove-nodes", ids: ["b"] },
    { do: "remove-nodes", ids: ["c"] },
  ]);
  const again = next();
  expect(labels(again)).toEqual(["rename", "delete"]);
  expect(again.getState().recovered).toEqual({ endedAt: null });
  again.undo();
  expect(titles(again)).toEqual(["xyz", "b", "c", "d", "e", "f"]);
  // What follows is journaled as well.
  again.edit("delete", [{ do: "remove-nodes", ids: ["f"] }]);
  expect(labels(next())).toEqual(["rename", "delete"]);
  again.undo();
  again.undo();
  expect(again.text()).toBe(TEXT);
  expect(next().getState().recovered).toBeNull();
});

test("what was undone can be done again", () => {
  const { begin, next } = host();
  const page = begin();
  for (const id of ["a", "b", "c"]) page.edit(`rename ${id}`, rename(id, "x"));
  page.undo();
  page.undo();
  page.redo();
  const again = next();
  expect(labels(again)).toEqual(["rename a", "rename b"]);
  expect(again.getState().redo.map(({ label }) => label)).toEqual(["rename c"]);
  again.redo();
  expect(titles(again)).toEqual(["x", "x", "x", "d", "e", "f"]);
});

test("a gesture that was saved and undone since is named as what it is", async () => {
  const { begin, next } = host();
  const page = begin();
  page.edit("rename a", rename("a", "x"));
  await page.save();
  page.undo();
  const again = next();
  expect(labels(again)).toEqual([documentText.takeBack("rename a")]);
  again.undo();
  expect(titles(again)[0]).toBe("x");
});

test("a page that came back to another host has its steps after it was loaded anew, too", async () => {
  const { begin, next } = host();
  const page = begin();
  page.edit("rename a", rename("a", "x"));
  await page.save();
  page.edit("rename b", rename("b", "x"));
  page.edit("rename c", rename("c", "x"));
  await page.rejoin();
  expect(labels(next())).toEqual(["rename b", "rename c"]);
});

test("a journal without steps is one step", () => {
  const { bridge } = host();
  const commands = [...rename("a", "x"), ...rename("b", "x")];
  const recovery = { commands, steps: [], endedAt: null, base: null };
  const store = createDocumentStore(bridge, { ...OPENED, recovery });
  expect(labels(store)).toEqual([documentText.restore]);
  store.undo();
  expect(store.text()).toBe(TEXT);
});

test("whatever was done, and wherever a kill has cut it: undo leads back to the file, and says what it takes back", () => {
  // A plain generator, so that a failure is the same again.
  let seed = 1;
  const pick = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let round = 0; round < 60; round++) {
    const { begin, next } = host();
    const page = begin();
    for (let turn = 0; turn < 25; turn++) {
      const id = IDS[pick(IDS.length)];
      if (pick(4) === 0) page.undo();
      else if (pick(5) === 0) page.redo();
      else if (pick(4) === 0) page.edit("two", [...rename(id, `t${turn}`), ...rename(IDS[0], `u${turn}`)]);
      else page.edit(`rename ${id}`, rename(id, `t${turn}`), pick(2) === 0 ? id : undefined);
    }
    const whole = next();
    expect(whole.text()).toBe(page.text());
    if (page.getState().undo.length > 0) expect(labels(whole)).toEqual(labels(page));
    for (const store of [whole, next(pick(400))]) {
      const done = store.text();
      const count = store.getState().undo.length;
      for (let step = 0; step < count; step++) store.undo();
      expect(store.text()).toBe(TEXT);
      for (let step = 0; step < count; step++) store.redo();
      expect(store.text()).toBe(done);
    }
  }
});
