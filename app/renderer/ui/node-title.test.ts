import { expect, test } from "vitest";
import { nodeTitle } from "./node-title.ts";

test.each([
  ["Orders", "CSV file", "Orders"],
  ["", "CSV file", "CSV file"],
  ["  ", "CSV file", "CSV file"],
  ["", undefined, "csv"],
])("a node with the title %j of a kind called %s is called %s", (title, kind, called) => {
  expect(nodeTitle({ title, kind: "csv" }, kind === undefined ? null : { title: kind })).toBe(called);
});
