import { expect, test } from "vitest";
import type { Issue } from "../../engine/document/issue.ts";
import type { Opened } from "../bridge/shapes.ts";
import { failureOf } from "./failure.ts";
import { UnreadableWorkflow } from "./stores/document.ts";

const opened = { path: "/home/a.millrace.json" } as Opened;
const messageOf = (message: string) => {
  const issue: Issue = { code: "JSON_MALFORMED", severity: "error", message, line: 1, column: 3 };
  return failureOf(new UnreadableWorkflow(opened, [issue])).message;
};

test("the place in a file is said once", () => {
  expect(messageOf("This is no list.")).toBe("This is no list. Line 1, column 3.");
  expect(messageOf("Line 1, column 3 is not JSON.")).toBe("Line 1, column 3 is not JSON.");
});
