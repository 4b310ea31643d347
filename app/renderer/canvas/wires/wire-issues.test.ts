import { expect, test } from "vitest";
import type { Issue } from "../../../../engine/document/issue.ts";
import { issuesOfWire, wireIssues } from "./wire-issues.ts";

const edges = [
  { from: "a.out", to: "b.in" },
  { from: "b.out", to: "c.in" },
  { from: "a.out", to: "c.in" },
];
const nodes = ["a", "b", "c"].map((id) => ({
  id,
  kind: "k",
  version: 1,
  title: id,
  params: { columns: ["x"] },
}));
function issue(more: Partial<Issue>): Issue {
  return { code: "X", severity: "error", message: "", ...more };
}
function marked(...issues: Issue[]) {
  return [...wireIssues(issues, { edges, nodes }, true).keys()];
}

test("a place in the file and a port name wires; a warning, a parameter and a missing wire do not", () => {
  expect(marked(issue({ path: "edges[1]", node: "c", port: "in" }))).toEqual(["b.out>c.in"]);
  expect(marked(issue({ node: "c", port: "in" }))).toEqual(["b.out>c.in", "a.out>c.in"]);
  expect(marked(issue({ node: "b", port: "in", severity: "warning" }))).toEqual([]);
  expect(marked(issue({ node: "b", port: "in", path: "params.columns[0]" }))).toEqual([]);
  expect(marked(issue({ node: "a", port: "in" }))).toEqual([]);
  expect(marked(issue({ path: "edges[9]" }))).toEqual([]);
});

test("a parameter that nobody has set is named to help: the wire is what does not fit", () => {
  expect(marked(issue({ node: "b", port: "in", path: "params.inputs.price" }))).toEqual(["a.out>b.in"]);
});

test("issues of an older revision mark what they marked, and nothing new", () => {
  const old = [issue({ path: "edges[0]" })];
  expect(wireIssues(old, { edges, nodes }, false).size).toBe(0);
  expect([...wireIssues(old, { edges, nodes }, true).keys()]).toEqual(["a.out>b.in"]);
  expect([...wireIssues(old, { edges: edges.slice(1), nodes }, false).keys()]).toEqual(["a.out>b.in"]);
});

test("of one wire all is said that marks it, and what only warns", () => {
  const [first] = edges;
  const said = [
    issue({ path: "edges[0]", message: "place" }),
    issue({ node: "b", port: "in", severity: "warning", message: "port" }),
    issue({ node: "b", port: "in", path: "params.inputs.price", message: "not set" }),
    issue({ node: "b", port: "in", path: "params.columns[0]", message: "set" }),
    issue({ path: "edges[1]", message: "other wire" }),
  ];
  const messages = issuesOfWire(said, { edges, nodes }, first).map(({ message }) => message);
  expect(messages).toEqual(["place", "port", "not set"]);
});
