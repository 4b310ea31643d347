import { Environment } from "@marcbachmann/cel-js";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { FixedColumn } from "../../../engine/frames/column.ts";
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
    // A word of the language.
    field("type", "text"),
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
    type: "t",
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

test.each([
  ["row + 1", 8],
  ['row["row"] + 1', 8],
  ['row["unit price"] + row.row + row', 14.5],
])("a column may be called row: %s", (text, expected) => {
  const named: Schema = { fields: [field("row", "float64"), field("unit price", "float64")] };
  const { expression, issues } = compileExpression(text, named, "params.condition");
  expect(issues).toEqual([]);
  const rows = frameOf(named, [{ row: 7, "unit price": 0.5 }]);
  expect(expression!.evaluate(rows).column.get(0)).toBe(expected);
  const misspelt = compileExpression('row["unitprice"]', named, "params.condition");
  expect(misspelt.issues).toMatchObject([{ code: "EXPRESSION_COLUMN" }]);
});

describe("an expression", () => {
  test.each<[string, string, unknown]>([
    ["sums", Array(250).fill("price").join(" + "), 625],
    ["signs", "!".repeat(248) + "ok", true],
    ["choices", "ok ? ".repeat(248) + "1" + " : 0".repeat(248), 1],
    ["functions", "abs(".repeat(249) + "price" + ")".repeat(249), 2.5],
    ["defaults", "coalesce(".repeat(249) + "price" + ", 1)".repeat(249), 2.5],
    ["brackets", "(".repeat(500) + "price" + ")".repeat(500), 2.5],
  ])("may have hundreds of %s in each other", (_, text, first) => {
    expect(values(text)[0]).toEqual(first);
  });

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
    ["5 / 2", 2.5, 2.5],
    ["5 % 3 + qty", 6, 5],
    ["ok ? price : 0", 2.5, null],
    ["isNull(price) ? 0 : price", 2.5, 0],
    ["qty in [3, 4]", true, true],
    ["price in [1, 2.5]", true, null],
    ["price != 2", true, null],
    ["isNull(price + qty)", false, true],
    ["coalesce(price + qty, qty)", 6.5, 3],
    ["coalesce(price, big, 1)", 2.5, 1],
    ["abs(coalesce(price, -7)) / 2", 1.25, 3.5],
    ['coalesce(name, "?") + string(coalesce(ok, false))', "Adatrue", "?false"],
    ["[price, 9.0].exists(x, x > 8)", true, null],
    ["name.substring(1, 2)", "d", null],
    ["name.substring(size(name) - 1)", "a", null],
    ["size(name) == 3", true, null],
    ["time.getMonth() + 1", 1, null],
    ["row.price + row['unit price']", 3, null],
    ["round(price / 3, 2)", 0.83, null],
    ["max(price, qty, 3)", 4, null],
    ["type + '!'", "t!", null],
    ["time > timestamp('2026-01-01T00:00:00Z')", true, null],
    ["hoursBetween(day, time + duration('30m'))", 13.5, null],
    ["string(time)", "2026-01-31T13:00:00Z", null],
    ["'fixed'", "fixed", "fixed"],
  ])("%s", (text, first, second) => expect(values(text)).toEqual([first, second]));

  test("says its type and the columns it reads", () => {
    expect(compile("price * qty")).toMatchObject({ type: { type: "float64" }, columns: ["price", "qty"] });
    expect(compile('name == "x"').type).toEqual({ type: "bool" });
    expect(compile("time").type).toEqual({ type: "timestamp", zone: "UTC" });
  });

  test.each([
    ["fine", -0.001],
    ["coalesce(fine, time)", -0.001],
    ["fine + duration('1us')", 0],
    ["fine + duration('1s')", 999.999],
    ["fine - duration('0.5ms')", -0.501],
    ["year(fine)", 1969],
    ["year(fine + duration('1us'))", 1970],
    ["hoursBetween(fine, zero) * 3600000", 0.001],
    ["fine < zero", true],
    ["fine == timestamp('1969-12-31T23:59:59.999999Z')", true],
    ["timestamp(text)", -0.001],
    ["fine >= timestamp(text)", true],
    ["string(fine)", "1969-12-31T23:59:59.999999Z"],
  ])("a time keeps its microseconds: %s", (text, expected) => {
    const fields = [field("fine", "timestamp"), field("zero", "timestamp"), field("text", "text")];
    const named: Schema = { fields: [...fields, field("time", "timestamp")] };
    const row = { fine: -0.001, zero: 0, text: "1969-12-31T23:59:59.999999Z", time: 5 };
    const { expression, issues } = compileExpression(text, named, "params.condition");
    expect(issues).toEqual([]);
    const got = expression!.evaluate(frameOf(named, [row])).column.get(0);
    if (typeof expected === "number") expect(got).toBeCloseTo(expected, 9);
    else expect(got).toBe(expected);
  });

  test("as a condition, null counts as false", () => {
    expect([...compile("price > 1").test(frame).mask]).toEqual([1, 0]);
  });

  test("only what is needed can fail", () => {
    const failed = (text: string) => [...compile(text).evaluate(frame).failures.keys()];
    expect(failed("number(name) > 1")).toEqual([0]);
    expect(failed("number(name) > 1 || qty == 4")).toEqual([]);
    expect(failed("number(name) > 1 && qty == 3")).toEqual([]);
    expect(failed("qty == 4 ? 0 : number(name)")).toEqual([]);
    expect(failed("coalesce(qty, number(name)) > 1")).toEqual([]);
    expect(failed("isNull(number(name))")).toEqual([0]);
    expect(failed("number('x') > 1")).toEqual([0, 1]);
    expect(failed("time > timestamp('tomorrow')")).toEqual([0, 1]);
  });

  test("is computed for a frame without rows", () => {
    expect(compile("price * 2").evaluate(frame.slice(0, 0)).column.length).toBe(0);
    expect(compile("lower(name) == 'a' || ok").test(frame.slice(0, 0)).mask).toHaveLength(0);
  });

  test("leaves the columns it reads as they are", () => {
    const copy = compile("qty").evaluate(frame).column as FixedColumn;
    expect(copy.values).not.toBe((frame.column("qty") as FixedColumn).values);
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
    ["picture == 1", "EXPRESSION_COLUMN", "", 'column "picture" is image'],
    ["price = 2", "EXPRESSION_SYNTAX", "Equality is written ==.", "At character 7"],
    ["price == null", "EXPRESSION_TYPE", "isNull(x)", "At character 1"],
    ["(qty + 1) * (price - name)", "EXPRESSION_TYPE", "number(text)", "At character 14"],
    ["time - time", "EXPRESSION_RESULT", "hoursBetween", "Duration"],
    ["price + name", "EXPRESSION_TYPE", "number(text)", "At character 1"],
    ['row["unit price"] + name', "EXPRESSION_TYPE", "", "At character 1"],
    ["price >", "EXPRESSION_SYNTAX", "docs/expressions.md", "At character 8"],
    [
      "1 + dayBetween(day, time)",
      "EXPRESSION_FUNCTION",
      "Write daysBetween",
      "At character 5: there is no function dayBetween; did",
    ],
    [
      "name.startWith('a')",
      "EXPRESSION_FUNCTION",
      "startsWith",
      "there is no function startWith; did you mean startsWith?",
    ],
    ["zzzzzz(price)", "EXPRESSION_FUNCTION", "docs/expressions.md", "there is no function zzzzzz."],
    ["hoursBetween(name, time)", "EXPRESSION_TYPE", "name is text", "hoursBetween(string, timestamp)"],
    ["", "EXPRESSION_EMPTY", "For example", ""],
    ["[1, 2]", "EXPRESSION_RESULT", "", "list"],
  ])("%s is refused as %s", (text, code, hint, message) => {
    const { issues } = compileExpression(text, schema, "params.condition");
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ code, severity: "error", path: "params.condition" });
    expect(issues[0].hint).toContain(hint);
    expect(issues[0].message).toContain(message);
  });

  test.each([
    ["signs", "!".repeat(20_000) + "ok"],
    ["more signs than the stack bears", "-".repeat(100_000) + "price"],
    ["brackets", "(".repeat(20_000) + "price" + ")".repeat(20_000)],
    ["functions", "abs(".repeat(2_000) + "price" + ")".repeat(2_000)],
    ["sums", Array(2_000).fill("price").join(" + ")],
    ["choices", "ok ? 1 : ".repeat(2_000) + "0"],
    ["conditions", Array(2_000).fill("ok").join(" && ")],
    ["indices", "[1]" + "[0]".repeat(2_000)],
  ])("too many %s in each other are an issue, not an overflow", (_, text) => {
    const { expression, issues } = compileExpression(text, schema, "params.condition");
    expect(expression).toBeNull();
    expect(issues).toMatchObject([{ code: "EXPRESSION_TOO_LARGE", path: "params.condition" }]);
    expect(issues[0].message).toMatch(
      /^At character \d+: the expression is nested more than 250 levels deep\.$/,
    );
    expect(issues[0].hint).toContain("Formula node");
    expect(issues[0].got!.length).toBeLessThan(100);
  });

  test.each([
    [`qty in [${Array(2_000).fill("1").join(", ")}]`, "more than 1000 values in one list", "Split the list"],
    [`max(${Array(40).fill("1").join(", ")})`, "more than 32 arguments of one function", "Formula node"],
  ])("too much side by side is an issue: %#", (text, message, hint) => {
    const { issues } = compileExpression(text, schema, "params.condition");
    expect(issues).toMatchObject([{ code: "EXPRESSION_TOO_LARGE" }]);
    expect(issues[0].message).toContain(message);
    expect(issues[0].hint).toContain(hint);
  });
});

describe("numbers and logic", () => {
  const numbers: Schema = { fields: ["a", "b"].map((name) => field(name, "float64")) };
  const literal = fc.constantFrom("0.0", "0.5", "-1.5", "2.0", "7.0");
  const joined = (parts: readonly string[]) => `(${parts.join(" ")})`;
  const { number, bool } = fc.letrec<{ number: string; bool: string }>((tie) => ({
    number: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom("a", "b"),
      literal,
      fc.tuple(tie("number"), fc.constantFrom("+", "-", "*", "/"), tie("number")).map(joined),
      tie("number").map((inner) => `-(${inner})`),
      fc.tuple(tie("bool"), tie("number"), tie("number")).map(([c, x, y]) => `(${c} ? ${x} : ${y})`),
    ),
    bool: fc.oneof(
      { depthSize: "small" },
      fc.tuple(tie("number"), fc.constantFrom("<", "<=", ">", ">=", "==", "!="), tie("number")).map(joined),
      fc.tuple(tie("bool"), fc.constantFrom("&&", "||"), tie("bool")).map(joined),
      tie("bool").map((inner) => `!${inner}`),
    ),
  }));
  const cell = fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constantFrom(NaN, Infinity, -0));

  test("answer what the library answers row by row", () => {
    const library = new Environment().registerVariable("a", "double").registerVariable("b", "double");
    fc.assert(
      fc.property(
        fc.oneof(number, bool),
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }),
        (text, cells) => {
          const { expression } = compileExpression(text, numbers, "");
          const rows = cells.map(([a, b]) => ({ a, b }));
          const { column } = expression!.evaluate(frameOf(numbers, rows));
          const expected = rows.map((row) => library.evaluate(text, row) as unknown);
          expect(rows.map((_, row) => column.get(row))).toEqual(expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("a null beside a row changes nothing for it", () => {
    fc.assert(
      fc.property(fc.oneof(number, bool), cell, cell, (text, a, b) => {
        const { expression } = compileExpression(text, numbers, "");
        const alone = expression!.evaluate(frameOf(numbers, [{ a, b }])).column;
        const withNull = expression!.evaluate(
          frameOf(numbers, [
            { a: null, b: null },
            { a, b },
          ]),
        ).column;
        expect(withNull.get(1)).toEqual(alone.get(0));
      }),
      { numRuns: 300 },
    );
  });

  const truth = [true, false, null];
  test.each(truth.flatMap((a) => truth.map((b) => [a, b] as const)))("%s and, or %s", (a, b) => {
    const bools: Schema = { fields: ["a", "b"].map((name) => field(name, "bool")) };
    const answer = (text: string) =>
      compileExpression(text, bools, "")
        .expression!.evaluate(frameOf(bools, [{ a, b }]))
        .column.get(0);
    expect(answer("a && b")).toBe(
      a === false || b === false ? false : a === null || b === null ? null : true,
    );
    expect(answer("a || b")).toBe(a === true || b === true ? true : a === null || b === null ? null : false);
  });
});
