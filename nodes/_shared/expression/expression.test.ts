import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { compileExpression, type Expression } from "./expression.ts";
import { loadLanguage } from "./language.ts";

const schema: Schema = {
  fields: [
    field("price", "float64"),
    field("qty", "int32"),
    field("big", "int64"),
    field("unit price", "float32"),
    field("name", "text"),
    field("ok", "bool"),
    field("time", "timestamp"),
    field("day", "date"),
    field("picture", "image"),
  ],
};

const frame = frameOf(schema, [
  {
    price: 2.5,
    qty: 4,
    big: 7n,
    "unit price": 0.5,
    name: "Ada",
    ok: true,
    time: Date.UTC(2026, 0, 31, 13),
    day: 20484,
  },
  { price: null, qty: 3, big: null, "unit price": 2, name: null, ok: null, time: null, day: null },
]);

beforeAll(loadLanguage);

function compile(text: string): Expression {
  const { expression, issues } = compileExpression(text, schema, "params.condition");
  expect(issues).toEqual([]);
  return expression!;
}

function values(text: string): unknown[] {
  const { column } = compile(text).evaluate(frame);
  return [column.get(0), column.get(1)];
}

describe("an expression", () => {
  test.each<[string, unknown, unknown]>([
    ["price * 2", 5, null],
    ["price * qty + 1", 11, null],
    ["qty / 2", 2, 1.5],
    ["big + 1", 8, null],
    ['row["unit price"] * 10', 5, 20],
    ["price > 2 && qty < 10", true, null],
    ["qty > 2 || price > 100", true, true],
    ["qty == 4", true, false],
    ["4 != qty", false, true],
    ["!ok", false, null],
    ['lower(name) + "!"', "ada!", null],
    ["name.contains('d')", true, null],
    ["length(name)", 3, null],
    ["isNull(price)", false, true],
    ["coalesce(price, 0)", 2.5, 0],
    ['coalesce(row["name"], "nobody")', "Ada", "nobody"],
    ["isNull(price) || price > 1", true, true],
    ["month(time)", 1, null],
    ["weekday(time)", 6, null],
    ["hour(time) + 0.5", 13.5, null],
    ["hoursBetween(day, time)", 13, null],
    ["max(price, qty)", 4, null],
    ["round(-2.5)", -3, -3],
    ["qty > 3 ? 1.0 : 0.0", 1, 0],
    ["qty in [3.0, 4.0]", true, true],
    ["5 / 2", 2, 2],
    ["5 % 3 + qty", 6, 5],
  ])("%s", (text, first, second) => expect(values(text)).toEqual([first, second]));

  test("says its type and the columns it reads", () => {
    expect(compile("price * qty")).toMatchObject({ type: { type: "float64" }, columns: ["price", "qty"] });
    expect(compile('name == "x"').type).toEqual({ type: "bool" });
    expect(compile("time").type).toEqual({ type: "timestamp", zone: "UTC" });
  });

  test("as a condition, null counts as false", () => {
    expect([...compile("price > 1").test(frame).mask]).toEqual([1, 0]);
  });

  test("a row that cannot be computed fails with a cause", () => {
    const { failures, column } = compile("number(name)").evaluate(frame);
    expect(failures.get(0)).toMatchObject({
      code: "EXPRESSION_FAILED",
      cause: expect.stringContaining("Ada") as string,
    });
    expect(column.get(0)).toBeNull();
    expect(failures.has(1)).toBe(false);
  });

  test.each([
    ["prise > 1", "EXPRESSION_COLUMN", 'Did you mean "price"?', "At character 1"],
    ['1 + row["nothing"]', "EXPRESSION_COLUMN", 'row["name"]', "At character 5"],
    ["picture == 1", "EXPRESSION_COLUMN", "", 'no column "picture"'],
    ["price + name", "EXPRESSION_TYPE", "number(text)", "At character 1"],
    ['row["unit price"] + name', "EXPRESSION_TYPE", "", "At character 1"],
    ["price >", "EXPRESSION_SYNTAX", "docs/expressions.md", "At character 8"],
    ["", "EXPRESSION_EMPTY", "For example", ""],
    ["[1, 2]", "EXPRESSION_RESULT", "", "list"],
  ])("%s is refused as %s", (text, code, hint, message) => {
    const { issues } = compileExpression(text, schema, "params.condition");
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ code, severity: "error", path: "params.condition" });
    expect(issues[0].hint).toContain(hint);
    expect(issues[0].message).toContain(message);
  });
});

describe("the short cut for numbers", () => {
  const numbers: Schema = { fields: ["a", "b"].map((name) => field(name, "float64")) };
  const literal = fc.oneof(
    fc.integer({ min: -9, max: 9 }).map(String),
    fc.constantFrom("0.5", "-1.5", "2.0", "0.0"),
  );
  const { number, bool } = fc.letrec<{ number: string; bool: string }>((tie) => ({
    number: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom("a", "b"),
      literal,
      fc
        .tuple(tie("number"), fc.constantFrom("+", "-", "*", "/"), tie("number"))
        .map((parts) => `(${parts.join(" ")})`),
    ),
    bool: fc.oneof(
      { depthSize: "small" },
      fc
        .tuple(tie("number"), fc.constantFrom("<", "<=", ">", ">=", "==", "!="), tie("number"))
        .map((parts) => `(${parts.join(" ")})`),
      fc.tuple(tie("bool"), fc.constantFrom("&&", "||"), tie("bool")).map((parts) => `(${parts.join(" ")})`),
      tie("bool").map((inner) => `!${inner}`),
    ),
  }));
  const cell = fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constantFrom(NaN, Infinity, -0));

  test("answers what the library answers", () => {
    fc.assert(
      fc.property(
        fc.oneof(number, bool),
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }),
        (text, cells) => {
          const { expression } = compileExpression(text, numbers, "");
          if (!expression) return;
          const rows = cells.map(([a, b]) => ({ a, b }));
          const fast = expression.evaluate(frameOf(numbers, rows));
          // A null in one more row sends the whole frame the long way.
          const slow = expression.evaluate(frameOf(numbers, [...rows, { a: null, b: null }]));
          rows.forEach((_, row) => {
            if (slow.failures.has(row)) expect(fast.failures.has(row)).toBe(true);
            else expect(fast.column.get(row)).toEqual(slow.column.get(row));
          });
        },
      ),
      { numRuns: 1000 },
    );
  });
});
