// Is it said truly why a workflow cannot be changed, and can a copy of it be?

import { expect, test } from "vitest";
import type { Bridge } from "../../bridge/bridge.ts";
import type { Opened } from "../../bridge/shapes.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import { createDocumentStore } from "./document.ts";
import { readOnlyReason } from "./read-only.ts";

const WHOLE = { format: "millrace", version: 1, nodes: [{ id: "a", kind: "csv" }], edges: [] };
const NEWER = { ...WHOLE, version: 99 };
const DAMAGED = { ...WHOLE, nodes: [...WHOLE.nodes, "no node"] };

const opened = (file: object): Opened => ({
  session: "s",
  path: "/work/flow.millrace.json",
  untitled: null,
  name: "flow",
  text: JSON.stringify(file),
  hash: "1",
  trusted: true,
  recovery: null,
});

function storeOf(file: object) {
  const saved: string[] = [];
  const save = async ({ text, path }: { text: string; path?: string }) => {
    saved.push(text);
    return { saved: true, changed: false, path: path ?? "", name: "copy", hash: "2" };
  };
  const bridge = { document: { save, journal: async () => ({}) } } as unknown as Bridge;
  return { store: createDocumentStore(bridge, opened(file)), saved };
}

const remove = [{ do: "remove-nodes", ids: ["a"] }] as const;

test.each([
  ["a whole file", WHOLE, null, undefined],
  ["one of a newer version", NEWER, "newer", "FILE_VERSION_NEWER"],
  ["a damaged one", DAMAGED, "damaged", "FILE_SHAPE"],
  ["a damaged one of a newer version", { ...DAMAGED, version: 99 }, "newer", "FILE_VERSION_NEWER"],
])("%s", (_, file, reason, code) => {
  const { store } = storeOf(file);
  expect(readOnlyReason(store.getState())).toBe(reason);
  expect(store.edit("remove", remove)?.code).toBe(code);
});

test.each([
  ["newer", NEWER],
  ["damaged", DAMAGED],
])("a copy of a %s one can be changed, now and when it is opened again", async (_, file) => {
  const { store, saved } = storeOf(file);
  await store.save({ path: "/work/copy.millrace.json", force: true });
  expect(readOnlyReason(store.getState())).toBeNull();
  expect(store.getState().textIssues).toEqual([]);
  expect(store.edit("remove", remove)).toBeNull();
  expect(readWorkflow(saved[0])).toMatchObject({ readOnly: false, issues: [] });
});
