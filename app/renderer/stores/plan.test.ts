// What the text of a file said of a param, and how long that holds.

import { expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { BridgeError, type Bridge } from "../../bridge/bridge.ts";
import { applyCommands } from "../../../engine/document/apply.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import type { NodeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import type { DocumentStore } from "./document.ts";
import { changedNodes, createPlanStore, stillStands } from "./plan.ts";

test("an issue of the text stands until its param is another", () => {
  const text =
    '{"format":"millrace","nodes":[{"id":"a","kind":"inline","params":{"rows":[{"n":9007199254740993}]}}]}';
  const { document, issues } = readWorkflow(text);
  const issue = issues.find(({ code }) => code === "NUMBER_CHANGED")!;
  const set = (param: string, value: unknown) =>
    applyCommands(document!, [{ do: "set-param", id: "a", param, value }]);
  expect(stillStands(issue, document!, document!)).toBe(true);
  expect(stillStands(issue, document!, set("types", {}))).toBe(true);
  expect(stillStands(issue, document!, set("rows", [{ n: "9007199254740993" }]))).toBe(false);
  expect(stillStands({}, document!, set("rows", []))).toBe(true);
});

const workflow = (nodes: readonly object[], rest: object = {}) =>
  ({
    format: "millrace",
    version: 1,
    edges: [],
    view: { nodes: {} },
    ...rest,
    nodes,
  }) as unknown as WorkflowDocument;
const node = (id: string, params: object = {}) =>
  ({ id, kind: "filter", version: 1, params }) as unknown as NodeDocument;

test("changed nodes are told where nothing else has changed", () => {
  const before = workflow([node("a"), node("b")]);
  const b = node("b", { condition: "x" });
  expect(changedNodes(before, before)).toEqual([]);
  expect(changedNodes(before, { ...before, nodes: before.nodes.with(1, b) })).toEqual([{ at: 1, node: b }]);
  expect(changedNodes(before, { ...before, nodes: before.nodes.with(1, node("c")) })).toBeNull();
  expect(changedNodes(before, { ...before, nodes: [...before.nodes, node("c")] })).toBeNull();
  expect(changedNodes(before, { ...before, edges: [] })).toBeNull();
});

test("an engine that lost the plan is told the whole workflow", async () => {
  const asked: unknown[] = [];
  const lost = () => new BridgeError({ code: "PLAN_BASE_LOST", message: "", hint: "" });
  let isLost = false;
  const make = async (request: { revision: number; changed?: unknown }) => {
    asked.push("changed" in request ? { changed: request.changed } : "whole");
    if (isLost && request.changed) throw lost();
    return { revision: request.revision, since: null, nodes: {}, gone: [], issues: [] };
  };
  const bridge = { on: () => () => {}, plan: { make } } as unknown as Bridge;
  const first = workflow([node("a")]);
  const document = createStore(() => ({ session: "s", revision: 1, document: first, textIssues: [] }));
  const plan = createPlanStore(bridge, document as unknown as DocumentStore, new Map());
  const edit = async (params: object) => {
    const { revision, document: before } = document.getState();
    const now = { ...before, nodes: [node("a", params)] } as unknown as WorkflowDocument;
    document.setState({ revision: revision + 1, document: now });
    await vi.waitFor(() => expect(plan.getState().revision).toBe(revision + 1));
  };
  await vi.waitFor(() => expect(plan.getState().revision).toBe(1));
  await edit({ x: 1 });
  isLost = true;
  await edit({ x: 2 });
  const changed = (x: number) => ({ changed: [{ at: 0, node: node("a", { x }) }] });
  expect(asked).toEqual(["whole", changed(1), changed(2), "whole"]);
  expect(plan.getState().trouble).toBeNull();
});
