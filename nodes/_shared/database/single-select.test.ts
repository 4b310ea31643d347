// One statement, told from several by what is a text in it and what is not.

import { expect, test } from "vitest";
import { singleSelect } from "./single-select.ts";

test.each([
  ["SELECT 1;;", "SELECT 1"],
  [String.raw`SELECT E'it\'s; $1' AS a`, String.raw`SELECT E'it\'s; $1' AS a`],
  ["SELECT 'a;b' -- ; c\n;", "SELECT 'a;b' -- ; c\n"],
])("%s is one", (query, own) => {
  expect(singleSelect(query)).toBe(own);
});

test.each([
  "SELECT 1; DELETE FROM t",
  String.raw`SELECT E'\\'; DROP TABLE t --'`,
  "SELECT 'e'';'; DROP TABLE t",
])("%s is not", (query) => {
  expect(() => singleSelect(query)).toThrow("more than one statement");
});
