import { expect, test } from "vitest";
import type { NodeDocument } from "../../../engine/document/types.ts";
import { changedSince, isAsItRan, type Graph } from "./changed-since.ts";

const node = (id: string, more: Partial<NodeDocument> = {}): NodeDocument => ({
  id,
  kind: "k",
  version: 1,
  title: id,
  params: { a: 1, b: { c: 2, d: [3] } },
  ...more,
});
/** Rows go through a filter into a file, and beside it into a table. */
const RAN: Graph = {
  nodes: [node("rows"), node("filter"), node("file"), node("table")],
  edges: [
    { from: "rows.out", to: "filter.in" },
    { from: "filter.out", to: "file.in" },
    { from: "rows.out", to: "table.in" },
  ],
};
const withNode = (id: string, more: Partial<NodeDocument>): Graph => ({
  ...RAN,
  nodes: RAN.nodes.map((each) => (each.id === id ? node(id, more) : each)),
});

test.each<[string, Graph, readonly string[]]>([
  ["nothing", { nodes: [...RAN.nodes], edges: [...RAN.edges] }, []],
  ["a title", withNode("filter", { title: "Other" }), []],
  ["the order of params", withNode("filter", { params: { b: { d: [3], c: 2 }, a: 1 } }), []],
  ["a param: the node and what lies behind", withNode("filter", { params: { a: 2 } }), ["filter", "file"]],
  ["its rescue", withNode("file", { rescue: { retries: 2 } }), ["file"]],
  ["it takes no part any more", withNode("rows", { disabled: true }), ["rows", "filter", "file", "table"]],
  ["a wire is gone", { ...RAN, edges: RAN.edges.slice(0, 2) }, ["table"]],
  ["a node is new", { ...RAN, nodes: [...RAN.nodes, node("new")] }, ["new"]],
])("%s has changed", (_, now, changed) => {
  expect([...changedSince(RAN, now)].sort()).toEqual([...changed].sort());
});

test("the whole is as it ran only while nothing has come, gone or changed", () => {
  expect(isAsItRan(RAN, { nodes: [...RAN.nodes], edges: [...RAN.edges] })).toBe(true);
  expect(isAsItRan(RAN, withNode("table", { params: {} }))).toBe(false);
  expect(isAsItRan(RAN, { nodes: RAN.nodes.slice(0, 3), edges: RAN.edges.slice(0, 2) })).toBe(false);
  expect(isAsItRan(null, RAN)).toBe(false);
  expect(changedSince(null, RAN).size).toBe(0);
});
