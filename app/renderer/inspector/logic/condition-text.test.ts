import * as fc from "fast-check";
import { expect, test } from "vitest";
import { comparisonFor, isComplete, operatorsFor, readValues } from "./condition-edit.ts";
import { OPERATORS, readConditions, takesValue, writeConditions, type Operator } from "./condition-text.ts";

test.each([
  ['decision == "late"', "decision", "==", ["late"]],
  ["hours >= -1.5", "hours", ">=", [-1.5]],
  ['row["unit price"] < 3', "unit price", "<", [3]],
  ["port in ['a', \"b\"]", "port", "in", ["a", "b"]],
  ['name.startsWith("A")', "name", "startsWith", ["A"]],
  ["isNull(x)", "x", "isNull", []],
  ["!isNull(x)", "x", "notNull", []],
  ["ok", "ok", "isTrue", []],
  ["!ok", "ok", "isFalse", []],
  ["isNull > 1", "isNull", ">", [1]],
])("%s", (text, column, operator, values) => {
  expect(readConditions(text)).toEqual({ join: "all", list: [{ column, operator, values }] });
});

test("conditions are joined in one way", () => {
  expect(readConditions("a > 1 && b < 2")).toMatchObject({ join: "all", list: [{}, {}] });
  expect(readConditions("a > 1 || b < 2")).toMatchObject({ join: "any", list: [{}, {}] });
  expect(readConditions("a > 1 || b < 2 && c")).toBeNull();
});

test("nothing is an empty list", () => expect(readConditions(" ")).toEqual({ join: "all", list: [] }));

test.each([
  "a + 1 > 2",
  "a > b",
  "(a > 1)",
  "lower(a) == 'x'",
  "a >",
  "a > 1 &&",
  "a in [1",
  "a.matches('x')",
  "a == null",
  "a == 'x",
  "a ? b : c",
  "row.a > 1",
])("%s says more than the builder can show", (text) => expect(readConditions(text)).toBeNull());

const literal = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
);
const comparison = fc
  .record({
    column: fc.string({ minLength: 1 }),
    operator: fc.constantFrom(...OPERATORS),
    values: fc.array(literal, { minLength: 1 }),
  })
  .map(({ column, operator, values }) => ({ ...comparisonFor({ column, operator, values }, operator) }));

test("what is written is read again", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("all" as const, "any" as const),
      fc.array(comparison, { minLength: 2 }),
      (join, list) => {
        expect(readConditions(writeConditions({ join, list }))).toEqual({ join, list });
      },
    ),
  );
});

test.each([
  ["text", "contains", true],
  ["text", "<", false],
  ["float64", "<", true],
  ["float64", "startsWith", false],
  ["bool", "isTrue", true],
] as const)("a column of %s and %s: %s", (type, operator, offered) => {
  expect(operatorsFor({ type }, "==").includes(operator)).toBe(offered);
});

test("a row counts when it can be written", () => {
  expect(isComplete({ column: "", operator: "isNull", values: [] })).toBe(false);
  expect(isComplete({ column: "a", operator: "isNull", values: [] })).toBe(true);
  expect(isComplete({ column: "a", operator: ">", values: [] })).toBe(false);
});

test("another comparison keeps the values that still make sense", () => {
  const row = { column: "a", operator: "in" as Operator, values: [1, 2] };
  expect(comparisonFor(row, ">").values).toEqual([1]);
  expect(comparisonFor(row, "contains").values).toEqual(["1"]);
  expect(takesValue("isNull") || comparisonFor(row, "isNull").values).toEqual([]);
});

const text = { name: "a", type: { type: "text" }, nullable: false } as const;
const number = { name: "a", type: { type: "float64" }, nullable: false } as const;

test.each([
  ["12", "==", number, [12]],
  ["12", "==", text, ["12"]],
  ["true", "==", null, [true]],
  ['"12"', "==", null, ["12"]],
  ["1, 2", "in", number, [1, 2]],
  ["a, b", "in", text, ["a", "b"]],
  ["", ">", number, []],
  ["12", "contains", null, ["12"]],
] as const)("typed: %j %s", (typed, operator, field, values) => {
  expect(readValues(typed, operator, field)).toEqual(values);
});
