// Values beside a query: names become numbers, and nothing else that has a colon does.

import { expect, test } from "vitest";
import { boundQuery, valueIssues } from "./query-values.ts";

test("names become numbers in the order in which they are asked for", () => {
  const { query, values } = boundQuery(
    "SELECT ':a', a::text -- :b\nFROM t WHERE x = :b AND y > :c AND z = :b",
    { a: 1, b: "x", c: 2 },
  );
  expect(query.text).toBe("SELECT ':a', a::text -- :b\nFROM t WHERE x = $1 AND y > $2 AND z = $1");
  expect(values).toEqual(["x", 2]);
});

test("a place behind a name is that of the text as it was written", () => {
  const { query } = boundQuery("SELECT :name, wrong", { name: 1 });
  expect(query.beforeSign(query.text.indexOf("wrong"))).toBe("SELECT :name, ");
});

test("SQLite has another sign for numbers", () => {
  expect(boundQuery("SELECT $2, $1, '$1'", [1, 2], "?").query.text).toBe("SELECT ?2, ?1, '$1'");
  expect(boundQuery("SELECT :b, :a, :b", { a: 1, b: 2 }, "?")).toMatchObject({
    query: { text: "SELECT ?1, ?2, ?1" },
    values: [2, 1],
  });
});

test("a list is handed over as it is, and so are names that are no values", () => {
  expect(boundQuery("SELECT $1", [true]).values).toEqual([true]);
  expect(boundQuery("SELECT x[1:n]", { m: 1 }).query.text).toBe("SELECT x[1:n]");
});

test.each([
  ["SELECT $1", [], "The query leaves $1 open, and Values has 0 values."],
  ["SELECT $2, $1", [1, 2, 3], "The query leaves $1 to $2 open, and Values has 3 values."],
  ["SELECT 1", [1], "The query leaves nothing open, and Values has 1 value."],
  ["SELECT :w", { v: 2 }, 'No value is named "w".'],
  ["SELECT :w", [], 'No value is named "w".'],
  ["SELECT $1", { v: 2 }, "The query leaves $1 open, and Values has names."],
])("%s with %j: what is missing is said", (query, values, message) => {
  expect(valueIssues(query, values)).toMatchObject([{ code: "SQL_VALUES", path: "params.values", message }]);
});

test("a name that was perhaps meant is named", () => {
  expect(valueIssues("SELECT :sinc", { since: 1 })).toMatchObject([{ hint: 'Did you mean "since"?' }]);
});

test.each([
  ["SELECT '$1', a::int -- :b", []],
  ["SELECT $1, $2, $1", [1, null]],
  ["SELECT :v, x[1:n], x[:n], x[f(1):n]", { v: 1, other: 2 }],
])("%s with %j is well", (query, values) => {
  expect(valueIssues(query, values)).toEqual([]);
});
