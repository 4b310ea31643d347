// What the text of a file said of a param, and how long that holds.

import { expect, test } from "vitest";
import { applyCommands } from "../../../engine/document/apply.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import { stillStands } from "./plan.ts";

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
