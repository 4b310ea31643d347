// Values beside a query: names become numbers, and nothing else that has a colon does.

import { expect, test } from "vitest";
import { boundQuery } from "./query-values.ts";

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
