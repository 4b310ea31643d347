// What is written beside the file while a workflow is edited?

import { expect, test } from "vitest";
import type { Bridge } from "../../bridge/bridge.ts";
import type { Opened } from "../../bridge/shapes.ts";
import type { Command } from "../../../engine/document/command.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { createDocumentStore } from "./document.ts";

const text = writeWorkflow({
  format: "millrace",
  version: 1,
  nodes: [{ id: "a", kind: "csv", version: 1, title: "A", params: {} }],
  edges: [],
  view: { nodes: {} },
});
const opened = { session: "s", path: "/a.millrace.json", text, hash: "1", recovery: null } as Opened;

test("edits that were all undone leave nothing to bring back, and are kept again once they are redone", () => {
  let kept: Command[] = [];
  const journal = async ({ commands }: { commands: Command[] }) => {
    kept = commands.length > 0 ? [...kept, ...commands] : [];
    return {};
  };
  const store = createDocumentStore({ document: { journal } } as unknown as Bridge, opened);
  const rename = (title: string) => store.edit("Rename", [{ do: "rename-node", id: "a", title }]);
  rename("B");
  rename("C");
  store.undo();
  expect(kept).toHaveLength(3);
  store.undo();
  expect(kept).toEqual([]);
  store.redo();
  expect(kept).toEqual([{ do: "rename-node", id: "a", title: "B" }]);
});
