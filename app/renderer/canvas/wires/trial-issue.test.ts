import { expect, test } from "vitest";
import type { Issue } from "../../../../engine/document/issue.ts";
import { trialIssue } from "./trial-issue.ts";

const node = (id: string, params: Record<string, unknown> = {}) => ({
  id,
  kind: "k",
  version: 1,
  title: id,
  params,
});
const nodes = [node("rows"), node("join"), node("model", { inputs: { x: ["a", "b"] } })];
const edge = { from: "rows.out", to: "join.in" };
const tried = { nodes, edges: [{ from: "join.out", to: "model.in" }, edge] };
const error = (message: string, more: Partial<Issue> = {}): Issue => ({
  code: "MODEL_INPUT_MISMATCH",
  severity: "error",
  message,
  ...more,
});
const tell = (issues: readonly Issue[], before: readonly Issue[] = [], wire = edge) =>
  trialIssue({ edge: wire, tried, issues, before })?.message ?? null;

test("what names the wire, or the port where it ends, is wrong with it", () => {
  expect(tell([])).toBeNull();
  expect(tell([error("wire", { path: "edges[1]" })])).toBe("wire");
  expect(
    tell([error("other wire", { path: "edges[0]" })], [error("other wire", { path: "edges[0]" })]),
  ).toBeNull();
  expect(tell([error("port", { node: "join", port: "in" })])).toBe("port");
});

test("the model refused what came before in the same words: it refuses this too", () => {
  const wire = { from: "join.out", to: "model.in" };
  const set = error("takes 4 columns", { node: "model", port: "in", path: "params.inputs.x" });
  expect(tell([set], [set], wire)).toBe("takes 4 columns");
});

test("a model further on that refuses the rows is told, what was wrong there anyway is not", () => {
  const further = error("wants 4 columns", { node: "model", port: "in" });
  expect(tell([further])).toBe("wants 4 columns");
  expect(tell([further], [further])).toBeNull();
  expect(tell([{ ...further, severity: "warning" }])).toBeNull();
});

test("the node at its end comes before those further on", () => {
  const issues = [error("far", { node: "model" }), error("near", { node: "join" })];
  expect(tell(issues)).toBe("near");
});

test("what every new node lacks at first is no fault of the wire", () => {
  expect(tell([error("no condition yet", { node: "join", code: "EXPRESSION_EMPTY" })])).toBeNull();
});
