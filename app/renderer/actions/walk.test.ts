import { expect, test } from "vitest";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { nextNode } from "./walk.ts";

const PLACES = { a: [0, 0], b: [300, 0], c: [300, 200], d: [600, 0], e: [0, 200] } as const;
const document: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: Object.keys(PLACES).map((id) => ({ id, kind: "k", version: 1, title: id, params: {} })),
  edges: [
    { from: "a.out", to: "b.in" },
    { from: "a.out", to: "c.in" },
    { from: "b.out", to: "d.in" },
    { from: "c.out", to: "d.in" },
  ],
  view: { nodes: Object.fromEntries(Object.entries(PLACES).map(([id, [x, y]]) => [id, { x, y }])) },
};

test.each([
  [null, "right", "a"],
  ["a", "right", "b"],
  ["d", "left", "b"],
  ["b", "down", "c"],
  ["c", "up", "b"],
  ["a", "down", "e"],
  ["e", "right", "c"],
  ["d", "right", null],
  ["a", "up", null],
  ["gone", "left", "a"],
] as const)("from %s to the %s: %s", (from, direction, to) =>
  expect(nextNode(document, from, direction)).toBe(to),
);
