import { expect, test } from "vitest";
import { existing } from "./keep-selection.ts";

const node = (id: string) => ({ id, kind: "k", version: 1, title: id, params: {} });
const note = { id: "note", x: 0, y: 0, width: 1, height: 1, text: "" };
const document = {
  format: "millrace" as const,
  version: 1,
  nodes: [node("a"), node("b")],
  edges: [{ from: "a.out", to: "b.in" }],
  view: { nodes: {}, notes: [note] },
};

test("a selection of what is there stays the same", () => {
  const chosen = { selected: ["a"], selectedEdges: ["a.out>b.in"], selectedItems: ["note"] };
  expect(existing(chosen, document)).toBeNull();
});

test("what is gone leaves the selection", () => {
  const chosen = { selected: ["gone", "b"], selectedEdges: ["a.out>c.in"], selectedItems: ["frame"] };
  expect(existing(chosen, document)).toEqual({ selected: ["b"], selectedEdges: [], selectedItems: [] });
});
