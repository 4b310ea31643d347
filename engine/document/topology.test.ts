// Are nodes ordered as the data flows, and are cycles found with their whole path?

import { expect, test } from "vitest";
import { findCycles } from "./cycles.ts";
import { downstream, pathBetween, topologicalOrder, upstream, wiredPorts } from "./topology.ts";
import type { WorkflowDocument } from "./types.ts";

/** `graph("a b c", "a-b b-c")`: nodes in file order and wires from `out` to `in`. */
function graph(ids: string, wires: string): WorkflowDocument {
  const split = (text: string): string[] => text.split(" ").filter(Boolean);
  const nodes = split(ids).map((id) => ({ id, kind: "test", version: 1, title: id, params: {} }));
  const edges = split(wires).map((wire) => {
    const [from, to] = wire.split("-");
    return { from: `${from}.out`, to: `${to}.in` };
  });
  return { format: "millrace", version: 1, nodes, edges, view: { nodes: {} } };
}

test.each([
  ["", "", ""],
  ["c a b", "", "c a b"],
  ["c b a", "a-b b-c", "a b c"],
  ["d b a c", "a-d c-d", "b a c d"],
  ["x z y a", "a-x y-x", "z y a x"],
  ["a b c d", "b-c c-b c-d", "a b c d"],
  ["d a b", "a-b a-gone gone-d", "d a b"],
  ["a a b", "b-a", "b a"],
])("nodes %j with wires %j stand in the order %j", (ids, wires, order) => {
  expect(topologicalOrder(graph(ids, wires)).join(" ")).toBe(order);
});

const diamond = graph("d c b a lone", "a-b a-c b-d c-d");

test.each([
  ["a", "d c b", ""],
  ["b", "d", "a"],
  ["d", "", "c b a"],
  ["lone", "", ""],
  ["gone", "", ""],
])("behind %s lie %j, before it %j", (id, behind, before) => {
  expect(downstream(diamond, id).join(" ")).toBe(behind);
  expect(upstream(diamond, id).join(" ")).toBe(before);
});

test("a node in a cycle lies behind itself", () => {
  const ring = graph("a b", "a-b b-a");
  expect(downstream(ring, "a")).toEqual(["a", "b"]);
  expect(upstream(ring, "a")).toEqual(["a", "b"]);
});

test.each([
  ["a", "d", ["a", "b", "d"]],
  ["a", "b", ["a", "b"]],
  ["d", "a", null],
  ["a", "a", null],
])("the way from %s to %s is %j", (from, to, path) => {
  expect(pathBetween(diamond, from, to)).toEqual(path);
});

test.each([
  ["a b", "a-b", []],
  ["a", "a-a", ["a a by a.out"]],
  ["a b c", "a-b b-c c-a", ["a b c a by c.out"]],
  ["a b c", "a-b b-a b-c c-b", ["a b a by b.out", "b c b by c.out"]],
  ["a b", "a-b b-a b-a", ["a b a by b.out"]],
  ["c b a", "a-b b-c c-b", ["c b c by b.out"]],
  ["a b", "a-gone gone-a", []],
])("nodes %j with wires %j have the cycles %j", (ids, wires, cycles) => {
  const found = findCycles(graph(ids, wires));
  expect(found.map(({ path, closing }) => `${path.join(" ")} by ${closing.from}`)).toEqual(cycles);
});

test("a chain of 50,000 nodes that bites its tail is one cycle", () => {
  const ids = Array.from({ length: 50_000 }, (_, index) => `n${index}`);
  const wires = ids.map((id, index) => `${id}-${ids[(index + 1) % ids.length]}`);
  const chain = graph(ids.join(" "), wires.join(" "));
  expect(findCycles(chain).map(({ path }) => path.length)).toEqual([50_001]);
  expect(topologicalOrder(chain)).toEqual(ids);
});

test("the ports that wires name are known, each once", () => {
  const document = {
    ...graph("a b", "a-b a-b"),
    edges: [
      { from: "a.out", to: "b.in" },
      { from: "a.out", to: "b.side.left" },
      { from: "b.error", to: "a.in" },
    ],
  };
  expect(wiredPorts(document, "b")).toEqual({ inputs: ["in", "side.left"], outputs: ["error"] });
});
