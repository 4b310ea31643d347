// How numbers are spelled: which readings all cells of a column allow, and the expression that reads one.

import { expect, test } from "vitest";
import { numberExpression, oddNumbers, plainNumber, withoutMarks } from "./number-spelling.ts";

const point = (thousands: "," | "'" | "space") => ({ decimalComma: false, thousands });
const comma = (thousands: "." | "'" | "space" | null) => ({ decimalComma: true, thousands });

test.each([
  [["1,234.50", "12", "-12,500"], [point(",")]],
  [["1,234,567"], [point(",")]],
  [["1.234,5", "12"], [comma(".")]],
  [["1.234.567"], [comma(".")]],
  [["1 234,5", "12,5"], [comma("space")]],
  [["1'234.5"], [point("'")]],
  [["12,5", "1234,5"], [comma(null)]],
  [
    ["1,234", "12,500"],
    [point(","), comma(null)],
  ],
  [["1,234", "1500"], [comma(null)]],
])("%j can be read as %j", (cells, readings) => {
  expect(oddNumbers(cells)?.readings).toEqual(readings);
});

test.each([
  [["12", "1.5"]],
  [["1,234.50", "oops"]],
  [["030 123 456"]],
  [["01.02.2026"]],
  [["1,23,456.5"]],
  [[]],
])("%j cannot, or need not", (cells) => {
  expect(oddNumbers(cells)).toBeNull();
});

test("marks are taken out where they stand between thousands, and nowhere else", () => {
  expect(withoutMarks("-1,234,567.5", ",", false)).toBe("-1234567.5");
  expect(withoutMarks("12,5", ",", false)).toBe("12,5");
  expect(withoutMarks("1\u00a0234,5", "space", true)).toBe("1234,5");
  expect(plainNumber(" 1.234,5 ", comma("."))).toBe("1234.5");
});

test.each([
  ["price", "1,234.50", 'number(replace(price, ",", ""))'],
  ["price", "1.234,5", 'number(replace(replace(price, ".", ""), ",", "."))'],
  ["price", "1,234,567", 'number(replace(price, ",", ""))'],
  ["unit price", "12,5", 'number(replace(row["unit price"], ",", "."))'],
  ["share", "12%", 'number(replace(share, "%", ""))'],
  ["cost", "€ 1 234", 'number(replace(replace(cost, " ", ""), "€", ""))'],
])("%s with %s is read by %s", (column, cell, expression) => {
  expect(numberExpression(column, cell)).toBe(expression);
});
