// Does each command change what it says, and is a wrong one refused with a reason?

import { describe, expect, test } from "vitest";
import { applyCommand, applyCommands, CommandRefused } from "./apply.ts";
import type { Command } from "./command.ts";
import { refusalOf } from "./refusal.ts";
import { DEFAULT_RESCUE, type NodeDocument, type WorkflowDocument } from "./types.ts";

function node(id: string, more: Partial<NodeDocument> = {}): NodeDocument {
  return { id, kind: "test", version: 1, title: id.toUpperCase(), params: {}, ...more };
}

const edge = (from: string, to: string) => ({ from: `${from}.out`, to: `${to}.in` });

const chain: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: [node("a", { params: { path: "x.csv", limit: 5 } }), node("b"), node("c")],
  edges: [edge("a", "b"), edge("b", "c")],
  view: { nodes: { a: { x: 0, y: 0 }, b: { x: 201, y: 50 }, c: { x: 400, y: 0 } } },
};

describe("a command is done", () => {
  test("add-node puts a node at the end, or where it is told", () => {
    const added = applyCommand(chain, { do: "add-node", node: node("d"), at: { x: 1, y: 2 } });
    expect(added.nodes.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    expect(added.view.nodes.d).toEqual({ x: 1, y: 2 });
    expect(applyCommand(chain, { do: "add-node", node: node("d"), index: 1 }).nodes[1].id).toBe("d");
  });

  test("remove-nodes takes their wires and positions along", () => {
    const removed = applyCommand(chain, { do: "remove-nodes", ids: ["b"] });
    expect(removed.nodes.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(removed.edges).toEqual([]);
    expect(Object.keys(removed.view.nodes)).toEqual(["a", "c"]);
  });

  test("move-nodes leaves the others where they are", () => {
    const moved = applyCommand(chain, { do: "move-nodes", to: { b: { x: 9, y: 9 } } });
    expect(moved.view.nodes).toEqual({ ...chain.view.nodes, b: { x: 9, y: 9 } });
    expect(moved.nodes).toBe(chain.nodes);
  });

  test("connect and disconnect", () => {
    const connected = applyCommand(chain, { do: "connect", edge: edge("a", "c") });
    expect(connected.edges).toEqual([...chain.edges, edge("a", "c")]);
    expect(applyCommand(connected, { do: "disconnect", edge: edge("a", "c") })).toEqual(chain);
  });

  test("insert-node goes into the wire, half-way and behind its source", () => {
    const command: Command = {
      do: "insert-node",
      node: node("d"),
      edge: edge("a", "b"),
      input: "rows",
      output: "kept",
    };
    const inserted = applyCommand(chain, command);
    expect(inserted.nodes.map(({ id }) => id)).toEqual(["a", "d", "b", "c"]);
    expect(inserted.edges).toEqual([
      { from: "a.out", to: "d.rows" },
      { from: "d.kept", to: "b.in" },
      edge("b", "c"),
    ]);
    expect(inserted.view.nodes.d).toEqual({ x: 101, y: 25 });
    expect(applyCommand(chain, { ...command, at: { x: 5, y: 6 } }).view.nodes.d).toEqual({ x: 5, y: 6 });
  });

  test("set-param keeps the place of a parameter, unset-param takes it out", () => {
    const set = applyCommand(chain, { do: "set-param", id: "a", param: "path", value: ["y.csv"] });
    expect(Object.entries(set.nodes[0].params)).toEqual([
      ["path", ["y.csv"]],
      ["limit", 5],
    ]);
    const unset = applyCommand(set, { do: "unset-param", id: "a", param: "path" });
    expect(unset.nodes[0].params).toEqual({ limit: 5 });
  });

  test("rename-node, set-disabled and set-rescue change the node alone", () => {
    const changed = applyCommands(chain, [
      { do: "rename-node", id: "b", title: "Crop" },
      { do: "set-disabled", id: "b", disabled: true },
      { do: "set-rescue", id: "b", rescue: { ...DEFAULT_RESCUE, retries: 3 } },
    ]);
    const rescue = { ...DEFAULT_RESCUE, retries: 3 };
    expect(changed.nodes[1]).toEqual(node("b", { title: "Crop", disabled: true, rescue }));
    expect(changed.nodes[0]).toBe(chain.nodes[0]);
    expect(
      applyCommand(changed, { do: "set-disabled", id: "b", disabled: false }).nodes[1],
    ).not.toHaveProperty("disabled");
  });

  test("set-id takes wires and position along", () => {
    const renamed = applyCommand(chain, { do: "set-id", id: "b", to: "crop" });
    expect(renamed.edges).toEqual([edge("a", "crop"), edge("crop", "c")]);
    expect(renamed.view.nodes).toEqual({ a: { x: 0, y: 0 }, crop: { x: 201, y: 50 }, c: { x: 400, y: 0 } });
  });

  test("set-id of the second of two nodes with one id leaves the wires to the first", () => {
    const doubled = { ...chain, nodes: [...chain.nodes, node("b", { title: "other" })] };
    const renamed = applyCommand(doubled, { do: "set-id", id: "b", to: "b-2", index: 3 });
    expect(renamed.nodes.map(({ id }) => id)).toEqual(["a", "b", "c", "b-2"]);
    expect(renamed.edges).toEqual(chain.edges);
  });

  test("set-id mends an id with a dot, which wires could not name", () => {
    const dotted = {
      ...chain,
      nodes: [...chain.nodes, node("my.node")],
      edges: [{ from: "c.out", to: "my.node.in" }],
    };
    expect(applyCommand(dotted, { do: "set-id", id: "my.node", to: "mine" }).edges).toEqual([
      edge("c", "mine"),
    ]);
  });
});

const wire = { from: "b.out", to: "a.in" };

test.each<[Command, string, string]>([
  [{ do: "add-node", node: node("a") }, "NODE_ID_DUPLICATE", 'There is a node with the id "a" already.'],
  [{ do: "add-node", node: node("a.b") }, "NODE_ID_INVALID", '"a.b" cannot be a node id.'],
  [{ do: "add-node", node: node("__proto__") }, "NODE_ID_INVALID", '"__proto__" cannot be a node id.'],
  [
    { do: "add-node", node: node("d", { params: { mean: NaN } }) },
    "VALUE_NOT_JSON",
    "The value of the node d cannot be written to the file.",
  ],
  [{ do: "remove-nodes", ids: ["a", "x"] }, "NODE_UNKNOWN", 'There is no node "x".'],
  [{ do: "move-nodes", to: { x: { x: 0, y: 0 } } }, "NODE_UNKNOWN", 'There is no node "x".'],
  [{ do: "connect", edge: edge("a", "x") }, "NODE_UNKNOWN", 'There is no node "x".'],
  [
    { do: "connect", edge: { from: "a", to: "c.in" } },
    "EDGE_DANGLING",
    "The wire a → c.in names no port at one end.",
  ],
  [{ do: "connect", edge: edge("a", "b") }, "EDGE_DUPLICATE", "The wire a.out → b.in is there already."],
  [{ do: "connect", edge: edge("c", "a") }, "GRAPH_CYCLE", "That would close a circle: c → a → b → c."],
  [{ do: "connect", edge: edge("a", "a") }, "GRAPH_CYCLE", "That would close a circle: a → a."],
  [{ do: "disconnect", edge: wire }, "EDGE_UNKNOWN", "There is no wire b.out → a.in."],
  [
    { do: "insert-node", node: node("d"), edge: wire, input: "in", output: "out" },
    "EDGE_UNKNOWN",
    "There is no wire b.out → a.in.",
  ],
  [{ do: "set-param", id: "x", param: "p", value: 1 }, "NODE_UNKNOWN", 'There is no node "x".'],
  [
    { do: "set-param", id: "a", param: "p", value: undefined },
    "VALUE_NOT_JSON",
    "The value of p cannot be written to the file.",
  ],
  [{ do: "set-id", id: "a", to: "b" }, "NODE_ID_DUPLICATE", 'There is a node with the id "b" already.'],
  [{ do: "set-id", id: "b", to: "d", index: 0 }, "NODE_UNKNOWN", 'There is no node "b".'],
])("%j is refused: %s", (command, code, message) => {
  expect(refusalOf(chain, command)).toMatchObject({ code, message });
  expect(refusalOf(chain, command)?.hint).not.toBe("");
  expect(() => applyCommand(chain, command)).toThrow(CommandRefused);
});

test("a node whose id dangling wires name is refused when they would close a circle", () => {
  const document = { ...chain, edges: [...chain.edges, edge("c", "x"), edge("x", "a")] };
  expect(refusalOf(document, { do: "add-node", node: node("x") })).toMatchObject({
    code: "GRAPH_CYCLE",
    message: "That would close a circle: x → a → b → c → x.",
  });
});

test("a file that came with a cycle can be edited around it", () => {
  const ring = { ...chain, edges: [...chain.edges, edge("c", "a")] };
  expect(refusalOf(ring, { do: "set-id", id: "b", to: "d" })).toBeNull();
  expect(
    refusalOf(ring, { do: "insert-node", node: node("d"), edge: edge("a", "b"), input: "in", output: "out" }),
  ).toBeNull();
  expect(applyCommand(ring, { do: "disconnect", edge: edge("c", "a") })).toEqual(chain);
});

test("of several commands all are done or none", () => {
  const commands: Command[] = [
    { do: "rename-node", id: "a", title: "New" },
    { do: "remove-nodes", ids: ["x"] },
  ];
  expect(() => applyCommands(chain, commands)).toThrow('There is no node "x".');
  expect(chain.nodes[0].title).toBe("A");
});
