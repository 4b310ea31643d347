import { expect, test } from "vitest";
import type { FailedRow } from "../../bridge/shapes.ts";
import type { LogLine } from "../stores/run-state.ts";
import { badgesOf } from "./tab-badges.ts";

const line = (level: LogLine["level"]): LogLine => ({ at: 0, level, node: null, code: null, text: "" });
const RUN = {
  issues: [{ severity: "info" }, { severity: "warning" }],
  failed: [{}, {}] as FailedRow[],
  nodes: {},
  log: [line("info"), line("error")],
} as const;

test("tabs count what went wrong, in the colour of how much", () => {
  expect(badgesOf({ ...RUN, isOld: false })).toEqual({
    failed: { count: 2, tone: "danger" },
    log: { count: 1, tone: "danger" },
    issues: { count: 1, tone: "warning" },
  });
});

test("what a run before the last changes has left alarms nobody", () => {
  const { failed, log, issues } = badgesOf({ ...RUN, isOld: true });
  expect([failed?.tone, log?.tone, issues?.tone]).toEqual(["quiet", "quiet", "warning"]);
});
