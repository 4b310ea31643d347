import { expect, test } from "vitest";
import type { PreviewNode } from "../../../bridge/shapes.ts";
import type { Issue } from "../../../../engine/document/issue.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { reasonOf, stateOf, troubleOf, type CardState, type Known } from "./state.ts";

const IDLE: Known = {
  node: { id: "a", kind: "k", version: 1, title: "A", params: {} },
  issues: [],
  preview: undefined,
  stale: false,
  run: undefined,
  runFailedRows: 0,
  isRunning: false,
  isCurrentRun: false,
};
function preview(state: PreviewNode["state"], more: Partial<PreviewNode> = {}): PreviewNode {
  return { state, ports: {}, ms: 1, rowsFailed: 0, error: null, ...more };
}
const error: Issue = { code: "X", severity: "error", message: "It is wrong.\nVery." };
const warning: Issue = { ...error, severity: "warning" };

test.each<[string, Partial<Known>, CardState]>([
  ["nothing is known", {}, "idle"],
  ["it is disabled, whatever else", { node: { ...IDLE.node, disabled: true }, issues: [error] }, "disabled"],
  ["it is bypassed", { node: { ...IDLE.node, bypassed: true } }, "bypassed"],
  ["a run is at it", { isRunning: true, run: "running" }, "running"],
  ["a run goes on elsewhere", { isRunning: true, preview: preview("done") }, "done"],
  ["something is wrong with it", { issues: [error], preview: preview("done") }, "failed"],
  ["it is not finished", { issues: [{ ...error, code: "INPUT_MISSING" }] }, "warned"],
  ["the sample failed", { preview: preview("failed") }, "failed"],
  ["an older sample failed", { preview: preview("failed"), stale: true }, "stale"],
  ["the sample is old", { preview: preview("done"), stale: true }, "stale"],
  ["the sample is being computed again", { preview: preview("running"), stale: true }, "running"],
  ["the sample came from the cache", { preview: preview("cached") }, "cached"],
  ["rows of the sample failed", { preview: preview("done", { rowsFailed: 2 }) }, "warned"],
  ["a warning stands there", { issues: [warning], preview: preview("done") }, "warned"],
  ["it ran and nothing changed", { run: "done", isCurrentRun: true }, "done"],
  [
    "it ran, whatever its sample came from",
    { run: "done", isCurrentRun: true, preview: preview("cached") },
    "done",
  ],
  ["it ran and was edited since", { run: "done" }, "stale"],
  ["it ran and was edited since, and its sample is new", { run: "done", preview: preview("done") }, "stale"],
  ["it broke the run and was edited since", { run: "failed", preview: preview("cached") }, "stale"],
  ["it broke the run", { run: "failed", isCurrentRun: true }, "failed"],
])("%s", (_, known, state) => expect(stateOf({ ...IDLE, ...known })).toBe(state));

test("the first line of the first error is shown, the graph's before the run's before the sample's", () => {
  const failed = preview("failed", { error: { code: "Y", message: "No sample.", hint: "" } });
  expect(troubleOf({ issues: [warning, error], preview: failed, runError: "No run." })).toBe("It is wrong.");
  expect(troubleOf({ issues: [warning], preview: failed, runError: "No run." })).toBe("No run.");
  expect(troubleOf({ issues: [], preview: failed, runError: null })).toBe("No sample.");
  expect(troubleOf({ issues: [], preview: undefined, runError: null })).toBeNull();
});

test("a node that failed says at what, one that is out of date what it has", () => {
  const reason = (state: CardState, more: Partial<Known>) => reasonOf(state, { ...IDLE, ...more });
  expect(reason("failed", { issues: [error] })).toBe(words.failedIssue);
  expect(reason("failed", { run: "failed", isCurrentRun: true })).toBe(words.failedRun);
  expect(reason("failed", { preview: preview("failed") })).toBe(words.failedSample);
  expect(reason("stale", { run: "done" })).toBe(words.staleRun);
  expect(reason("stale", { run: "done", stale: true })).toBe(words.staleSample);
});

test("a node that needs a look says why", () => {
  const failing = preview("done", { rowsFailed: 2 });
  const reason = (more: Partial<Known>) => reasonOf("warned", { ...IDLE, ...more });
  expect(reason({ issues: [warning], preview: failing })).toBe("It is wrong.\nVery.");
  expect(reason({ preview: failing })).toBe("2 rows of the sample failed");
  expect(reason({ preview: failing, runFailedRows: 3, isCurrentRun: true })).toBe(
    "3 rows failed in the last run",
  );
  expect(reasonOf("done", { ...IDLE, issues: [warning] })).toBeNull();
});
