import { expect, test } from "vitest";
import type { Issue, Severity } from "../../../../engine/document/issue.ts";
import { groupIssues } from "./group-issues.ts";

const issue = (severity: Severity, message: string, node?: string): Issue => ({
  code: "X",
  severity,
  message,
  node,
});

test("the worst come first, of the file before those of its nodes, in the order of the document", () => {
  const groups = groupIssues(
    [
      issue("warning", "w", "b"),
      issue("error", "on b", "b"),
      issue("error", "on a", "a"),
      issue("error", "of the file"),
      issue("error", "on a node that is gone", "x"),
    ],
    ["a", "b"],
  );
  expect(groups.map(({ severity, issues }) => [severity, issues.map(({ message }) => message)])).toEqual([
    ["error", ["of the file", "on a", "on b", "on a node that is gone"]],
    ["warning", ["w"]],
  ]);
});
