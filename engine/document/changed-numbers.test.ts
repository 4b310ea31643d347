// Numbers of a text that are others once they are read.

import { expect, test } from "vitest";
import { changedNumbers, changeWords } from "./changed-numbers.ts";
import { readWorkflow } from "./read.ts";

test.each([
  ["9007199254740993", 9007199254740992],
  ["-9007199254740993", -9007199254740992],
  ["12345678901234567890", 12345678901234567000],
  ["1e400", Infinity],
  ["-1e400", -Infinity],
  ["1e-400", 0],
])("%s becomes %d", (text, value) => {
  expect(changedNumbers(text)).toEqual([{ text, value, path: [] }]);
});

test.each([
  "9007199254740992",
  "9007199254740994",
  "12345678901234567000",
  "0.12345678901234567890",
  "1e300",
  "0e400",
  '"9007199254740993"',
])("%s stays what it is", (text) => {
  expect(changedNumbers(text)).toEqual([]);
});

test("places are named, whatever stands in texts and names", () => {
  const text = '{"a, [\\"b": [1, {"c:": 9007199254740993}, "1e400"], "d": {"e": {}, "f": [[], 1e400]}}';
  expect(changedNumbers(text).map(({ path }) => path)).toEqual([
    ['a, ["b', 1, "c:"],
    ["d", "f", 1],
  ]);
});

test("why it is another is said", () => {
  expect(changeWords({ text: "9007199254740993", value: 9007199254740992 })).toBe(
    "The number 9007199254740993 becomes 9007199254740992: whole numbers are kept exactly up to 9007199254740992.",
  );
  expect(changeWords({ text: "1e400", value: Infinity })).toContain("too large");
  expect(changeWords({ text: "1e-400", value: 0 })).toContain("becomes 0");
});

test("a workflow with such numbers says at which node and param, and what to do", () => {
  const text = `{"format": "millrace", "version": 1, "nodes": [{"id": "rows", "kind": "inline", "version": 1, "title": "",
    "params": {"rows": [{"id": 9007199254740993}, {"id": 9007199254740995}, {"id": 1e400}], "limit": 1e400}}], "edges": []}`;
  const { issues, readOnly } = readWorkflow(text);
  expect(readOnly).toBe(false);
  expect(issues).toMatchObject([
    {
      code: "NUMBER_CHANGED",
      severity: "warning",
      node: "rows",
      path: "params.rows[0].id",
      got: "9007199254740993",
    },
    { code: "NUMBER_CHANGED", severity: "error", node: "rows", path: "params.rows[2].id", got: "1e400" },
    { code: "NUMBER_CHANGED", severity: "error", node: "rows", path: "params.limit", got: "1e400" },
  ]);
  expect(issues[0].message).toContain("1 more");
  expect(issues[0].hint).toContain("double quotes");
});
