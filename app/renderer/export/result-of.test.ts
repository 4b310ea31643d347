// Results of an export by their files: which node, and what of it.

import { expect, test } from "vitest";
import { resultOf } from "./result-of.ts";

test.each([
  ["alerts.csv", { node: "alerts", what: "written" }],
  ["delay.model.jsonl", { node: "delay", what: "model" }],
  ["report-2.jsonl", { node: "report-2", what: "written" }],
  ["what nodes print.txt", { node: null, what: "printed" }],
  ["failed rows.jsonl", { node: null, what: "failed" }],
])("%s", (file, expected) => {
  expect(resultOf(file)).toEqual(expected);
});
