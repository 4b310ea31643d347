import { expect, test } from "vitest";
import type { RunSummary } from "../../../bridge/shapes.ts";
import { whyNone } from "./why-none.ts";

const NO_RUN = { running: null, summary: null, trouble: null, isLost: false };
const summary = (outcome: RunSummary["outcome"], rows = 9, nodes: object = { a: {} }) =>
  ({ outcome, rows, nodes }) as unknown as RunSummary;

test.each([
  ["notRun", {}],
  ["running", { running: "r", summary: summary("done") }],
  ["none", { summary: summary("done") }],
  ["nothing", { summary: summary("done", 0, {}) }],
  ["stopped", { summary: summary("cancelled") }],
  ["broke", { summary: summary("failed") }],
  ["brokeAtOnce", { summary: summary("failed", 0) }],
  ["notStarted", { trouble: "It did not begin." }],
  ["lost", { isLost: true }],
] as const)("%s", (why, state) => {
  expect(whyNone({ ...NO_RUN, ...state })).toBe(why);
});
