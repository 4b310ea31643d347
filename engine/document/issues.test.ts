// Is each fault of a document named with its place, and does its fix mend it?

import { expect, test } from "vitest";
import { applyCommands } from "./apply.ts";
import { documentIssues } from "./issues.ts";
import type { WorkflowDocument } from "./types.ts";

function documentOf(ids: readonly string[], wires: readonly (readonly [string, string])[]): WorkflowDocument {
  const nodes = ids.map((id) => ({ id, kind: "test", version: 1, title: "Some title", params: {} }));
  const edges = wires.map(([from, to]) => ({ from, to }));
  return { format: "millrace", version: 1, nodes, edges, view: { nodes: {} } };
}

test.each([
  [
    documentOf(["a", "b", "a"], []),
    "NODE_ID_DUPLICATE",
    "nodes[2].id",
    "a",
    'Two nodes have the id "a"',
    "Rename to a-2",
  ],
  [documentOf(["a.b"], []), "NODE_ID_INVALID", "nodes[0].id", "a.b", '"a.b" cannot be', "Rename to a-b"],
  [documentOf([""], []), "NODE_ID_INVALID", "nodes[0].id", "", '"" cannot be', "Rename to some-title"],
  [
    documentOf(["a"], [["a.out", "x.in"]]),
    "EDGE_DANGLING",
    "edges[0]",
    "a",
    'not there: "x"',
    "Remove the wire",
  ],
  [
    documentOf(["a"], [["x.out", "a.in"]]),
    "EDGE_DANGLING",
    "edges[0]",
    "a",
    'not there: "x"',
    "Remove the wire",
  ],
  [
    documentOf(["a", "b"], [["a", "b.in"]]),
    "EDGE_DANGLING",
    "edges[0]",
    "b",
    "no port of a",
    "Remove the wire",
  ],
  [
    documentOf(
      ["a", "b"],
      [
        ["a.out", "b.in"],
        ["a.out", "b.in"],
      ],
    ),
    "EDGE_DUPLICATE",
    "edges[1]",
    "b",
    "there twice",
    "Remove the wire",
  ],
  [
    documentOf(
      ["a", "b", "c"],
      [
        ["a.out", "b.in"],
        ["b.out", "c.in"],
        ["c.out", "a.in"],
      ],
    ),
    "GRAPH_CYCLE",
    "edges[2]",
    "a",
    "a → b → c → a",
    "Remove the wire c.out → a.in",
  ],
])("%#: %s", (document, code, path, node, words, label) => {
  const issues = documentIssues(document);
  expect(issues).toMatchObject([{ code, severity: "error", path, node, fix: { label } }]);
  expect(issues[0].message).toContain(words);
  expect([issues[0].expected, issues[0].got]).toEqual([expect.any(String), expect.any(String)]);
  expect(documentIssues(applyCommands(document, issues[0].fix?.commands ?? []))).toEqual([]);
});

test("a wire with both ends gone belongs to no node", () => {
  const [issue] = documentIssues(documentOf([], [["x.out", "y.in"]]));
  expect(issue).toMatchObject({ code: "EDGE_DANGLING", got: "x.out" });
  expect(issue).not.toHaveProperty("node");
});

test("several fixes of ids do not get in each other's way", () => {
  const document = documentOf(["a", "a", "a", "a-2"], []);
  const commands = documentIssues(document).flatMap((issue) => issue.fix?.commands ?? []);
  expect(applyCommands(document, commands).nodes.map(({ id }) => id)).toEqual(["a", "a-3", "a-4", "a-2"]);
});

test("a circle of hundreds of nodes is told from its ends; what was got names all of it", () => {
  const ids = Array.from({ length: 200 }, (_, at) => `n${at}`);
  const wires = ids.map((id, at) => [`${id}.out`, `${ids[(at + 1) % ids.length]}.in`] as const);
  const [{ message, got }] = documentIssues(documentOf(ids, wires));
  expect(message).toBe(
    "The wires run in a circle: n0 → n1 → n2 → … 195 more … → n198 → n199 → n0. Nothing in it could ever start.",
  );
  expect(got?.split(" → ")).toEqual([...ids, "n0"]);
});
