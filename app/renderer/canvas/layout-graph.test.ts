import { expect, test } from "vitest";
import { applyCommands } from "../../../engine/document/apply.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { layoutGraph, tidied, type Laid } from "./layout-graph.ts";

const DOCUMENT: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: ["a", "b", "c"].map((id) => ({ id, kind: "k", version: 1, title: id, params: {} })),
  edges: [
    { from: "a.out", to: "b.in" },
    { from: "b.out", to: "gone.in" },
  ],
  view: {
    nodes: { a: { x: 0, y: 0 }, b: { x: 10, y: 10, collapsed: true }, c: { x: 900, y: 900 } },
    frames: [{ id: "f", x: -20, y: -50, width: 300, height: 300, title: "F", color: "gray" }],
  },
};
const port = { title: "", flow: "any", color: "any", y: 16, isError: false, unknown: false };
const LAID: Laid = {
  sizes: { a: { width: 220, height: 80 } },
  ports: new Map(
    ["a", "b", "c"].map((id) => [
      id,
      { inputs: [{ ...port, id: "in", side: "input" }], outputs: [{ ...port, id: "out", side: "output" }] },
    ]),
  ),
  only: [],
};

test("nodes go with their sizes and ports, wires that lead nowhere stay out", () => {
  const { children, edges } = layoutGraph(DOCUMENT, LAID);
  expect(children?.map(({ id, height }) => [id, height])).toEqual([
    ["a", 80],
    ["b", 112],
    ["c", 112],
  ]);
  expect(edges).toHaveLength(1);
});

test("only what is chosen is laid out, and keeps its corner", () => {
  const laid = { ...LAID, only: ["b", "c"] };
  const { children } = layoutGraph(DOCUMENT, laid);
  expect(children?.map(({ id }) => id)).toEqual(["b", "c"]);
  const answer = {
    id: "workflow",
    children: [
      { id: "b", x: 12, y: 12 },
      { id: "c", x: 300, y: 12 },
    ],
  };
  const { nodes } = applyCommands(DOCUMENT, tidied(DOCUMENT, answer, laid).commands).view;
  expect(nodes).toEqual({
    a: { x: 0, y: 0 },
    b: { x: 8, y: 8, collapsed: true },
    c: { x: 296, y: 8 },
  });
});

test("a frame goes around what it held", () => {
  const answer = {
    id: "workflow",
    children: [
      { id: "a", x: 12, y: 12 },
      { id: "b", x: 412, y: 12 },
      { id: "c", x: 12, y: 500 },
      { id: "removed-meanwhile", x: 0, y: 0 },
    ],
  };
  const after = applyCommands(DOCUMENT, tidied(DOCUMENT, answer, LAID).commands);
  expect(after.view.nodes.a).toEqual({ x: 0, y: 0 });
  expect(after.view.frames).toEqual([
    { id: "f", x: -24, y: -40, width: 24 + 400 + 220 + 24, height: 40 + 112 + 24, title: "F", color: "gray" },
  ]);
});

test("wires between nodes that were laid out run straight again, others as they did", () => {
  const wires = [
    { from: "a.out", to: "b.in", points: [{ x: 9, y: 9 }] },
    { from: "b.out", to: "gone.in", points: [{ x: 9, y: 9 }] },
  ];
  const bent = { ...DOCUMENT, view: { ...DOCUMENT.view, wires } };
  const answer = {
    id: "workflow",
    children: [
      { id: "a", x: 12, y: 12 },
      { id: "b", x: 412, y: 12 },
    ],
  };
  expect(applyCommands(bent, tidied(bent, answer, LAID).commands).view.wires).toEqual(wires.slice(1));
});
