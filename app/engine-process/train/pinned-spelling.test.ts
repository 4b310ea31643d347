// The guesses of a table that the workflow of `train` keeps.

import { expect, test } from "vitest";
import { lookAtCsv } from "../../../nodes/_shared/csv-source/probe.ts";
import { csvParams } from "../../../nodes/_shared/csv-source/params.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { pinnedSpelling } from "./pinned-spelling.ts";

test.each([
  ["semicolons and decimal commas", "a;b\n1,5;x\n2,25;y\n", { delimiter: ";", decimal: "comma" }],
  ["tabs and decimal points", "a\tb\n1.5\tx\n2.25\ty\n", { delimiter: "tab", decimal: "point" }],
  ["semicolons without fractions", "a;b\n1;x\n2;y\n", { delimiter: ";" }],
  ["commas that may mark thousands", "a;b\n1,234;x\n12,500;y\n", { delimiter: ";" }],
  ["what files have mostly", "a,b\n1.5,x\n2.25,y\n", {}],
])("%s", async (_, text, pinned) => {
  const reader = await memoryFiles({ "in.csv": text }).open("in.csv");
  const facts = await lookAtCsv(reader, csvParams.parse({ path: "in.csv" }));
  expect(pinnedSpelling(facts)).toEqual(pinned);
  await reader.close();
});

test("a source that reads no such file has none", () => {
  expect(pinnedSpelling({ schema: { fields: [] } })).toEqual({});
});
