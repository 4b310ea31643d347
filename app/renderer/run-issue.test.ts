import { expect, test } from "vitest";
import type { Issue } from "../../engine/document/issue.ts";
import type { RunSummary } from "../bridge/shapes.ts";
import { isFileBack, issueOfRun, withRunIssue } from "./run-issue.ts";

const error = {
  code: "MODEL_INPUT_SHAPE",
  message: "It wants 4 columns.",
  place: "node model.in",
  hint: "Choose four.",
  node: "model",
  port: "in",
};
const summary = { error } as unknown as RunSummary;

test("the error of a run is an issue of its node and port, with the next step", () => {
  const issue = issueOfRun({ summary }, "model");
  expect(issue).toMatchObject({ severity: "error", node: "model", port: "in", hint: "Choose four." });
  expect(issueOfRun({ summary }, "model")).toBe(issue);
  expect(issueOfRun({ summary }, "rows")).toBeNull();
  expect(issueOfRun({ summary: null }, "model")).toBeNull();
});

test("it stands before the issues of the plan, unless one of them says the same", () => {
  const issue = issueOfRun({ summary }, "model")!;
  const other: Issue = { code: "OTHER", severity: "warning", message: "Else." };
  expect(withRunIssue([other], issue)).toEqual([issue, other]);
  expect(withRunIssue([other], null)).toEqual([other]);
  const same: Issue[] = [{ ...issue, hint: "As the plan puts it." }];
  expect(withRunIssue(same, issue)).toBe(same);
});

test.each([
  ["file", "FILE_MISSING"],
  ["folder", "FOLDER_MISSING"],
])("a run that failed for a %s counts no more once a later plan finds it", (_, code) => {
  const missing = { code, node: "rows" };
  const issue: Issue = { ...missing, severity: "error", message: "Gone." };
  const plan = (revision: number, ...issues: Issue[]) => ({
    revision,
    issuesByNode: new Map([["rows", issues]]),
  });
  expect(isFileBack(missing, 3, plan(3))).toBe(false);
  expect(isFileBack(missing, 3, plan(4, issue))).toBe(false);
  expect(isFileBack(missing, 3, plan(4))).toBe(true);
  expect(isFileBack(error, 3, plan(4))).toBe(false);
});
