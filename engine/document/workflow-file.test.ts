import { expect, test } from "vitest";
import { isWorkflowName, mayBeWorkflow, withoutWorkflowEnding } from "./workflow-file.ts";

test.each([
  ["orders.millrace.json", true, true, "orders"],
  ["Orders.MILLRACE.JSON", true, true, "Orders"],
  ["orders.millrace", true, true, "orders"],
  ["orders.json", false, true, "orders"],
  ["orders.2.millrace", true, true, "orders.2"],
  ["orders.csv", false, false, "orders.csv"],
  ["millrace", false, false, "millrace"],
  [".orders.millrace-recovery", false, false, ".orders.millrace-recovery"],
])("%s says that it is a workflow: %s; it may be one: %s", (file, says, may, name) => {
  expect([isWorkflowName(file), mayBeWorkflow(file), withoutWorkflowEnding(file)]).toEqual([says, may, name]);
});
