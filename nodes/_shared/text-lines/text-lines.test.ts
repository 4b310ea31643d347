// What is shared by kinds that work on lines of text: patterns, numbers, days, labels, places.

import fc from "fast-check";
import { expect, test } from "vitest";
import { textLine } from "../../../tests/support/text-lines.ts";
import { findLabel } from "./loose-text.ts";
import { compilePattern } from "./pattern.ts";
import { placeLines, readingDirection } from "./placed.ts";
import { readDay, readNumber } from "./read-value.ts";

test.each([
  ["\\d{2,4}", "a 12345", "1234"],
  ["INV-\\d+", "no: inv-88 x", "inv-88"],
  ["(EUR|USD) ?\\d+[.,]\\d{2}", "sum USD 12.50", "USD 12.50"],
  ["[^ ]+@[a-z.-]+", "to a.b@c-d.org now", "a.b@c-d.org"],
  ["a|ab|abc", "abcd", "abc"],
  ["(?:ab)*c?", "ababc", "ababc"],
  ["\\D\\S\\W", "1a-!", "a-!"],
  ["x", "abc", null],
  ["(a*)*", "", null],
])("the pattern %s in %j takes %j", (pattern, text, found) => {
  expect(compilePattern(pattern).find(text)).toBe(found);
});

test("patterns take what regular expressions take, where both match", () => {
  const unit = fc.constantFrom("a", "b", "[ab]", ".", "\\d", "(a|b1)", "(ab)?", "b*", "a+", "1{1,2}");
  const patterns = fc.array(unit, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));
  const texts = fc.string({ unit: fc.constantFrom("a", "b", "1"), maxLength: 8 });
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      const ours = compilePattern(`(${pattern})`).find(text);
      // Of all places and lengths: the first place with a match, there the longest.
      let wanted: string | null = null;
      for (let from = 0; from < text.length && wanted === null; from++)
        for (let to = text.length; to > from && wanted === null; to--)
          if (new RegExp(`^(?:${pattern})$`, "u").test(text.slice(from, to))) wanted = text.slice(from, to);
      expect(ours).toBe(wanted);
    }),
  );
});

test("a pattern on which others go back without end is over at once", () => {
  const steps = "a".repeat(2000);
  expect(compilePattern("(a+)+b").find(steps)).toBeNull();
  expect(compilePattern("(a|aa)*(a|aa)*c").find(steps.slice(0, 500))).toBeNull();
  expect(compilePattern("a+b").find("a".repeat(300_000))).toBeNull();
});

test.each([
  ["1,284.50 EUR", 1284.5],
  ["1.284,50 €", 1284.5],
  ["12,5", 12.5],
  ["1,250", 1250],
  ["1,250,000", 1250000],
  ["1.250.000", 1250000],
  ["$ 12 345.60", 12345.6],
  ["- 4.20", -4.2],
  ["(4.20)", -4.2],
  ["19 %", 19],
  ["1'000.–", 1000],
  ["see page 4 of the annex", null],
  ["EUR", null],
  ["", null],
])("the number in %j is %j", (text, value) => {
  expect(readNumber(text)).toBe(value);
});

test("the decimal sign can be said", () => {
  expect(readNumber("1,250", ",")).toBe(1.25);
  expect(readNumber("1.250", ",")).toBe(1250);
});

const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / 86_400_000;

test.each([
  ["14.03.2025", day(2025, 3, 14)],
  ["2025-03-14", day(2025, 3, 14)],
  ["14 March 2025", day(2025, 3, 14)],
  ["March 14, 2025", day(2025, 3, 14)],
  ["14/3/25", day(2025, 3, 14)],
  ["31.02.2025", null],
  ["14.03.", null],
  ["tomorrow", null],
])("the day in %j is %j", (text, value) => {
  expect(readDay(text)).toBe(value);
});

test.each([
  ["Invoice No. 12", "invoice no", { from: 0, to: 10 }],
  ["InvoiceNo:12", "Invoice no.", { from: 0, to: 9 }],
  ["Subtotal", "Total", null],
  ["Totals", "Total", null],
  ["Summe: Total", "total", { from: 7, to: 12 }],
  ["Überweisung", "uberweisung", { from: 0, to: 11 }],
  ["abc", "...", null],
])("in %j the label %j stands at %j", (text, label, match) => {
  expect(findLabel(text, label)).toEqual(match);
});

test("the direction of a page is that of most of its text, and places are upright in it", () => {
  const upright = [
    textLine("a long line of text", 0, 0),
    textLine("another long line", 0, 40),
    textLine("no", 90, 90),
  ];
  expect(readingDirection(upright)).toBe(0);
  expect(placeLines(upright)[1]).toMatchObject({ left: 0, right: 170, top: 40, bottom: 60 });
  expect(placeLines([])).toEqual([]);
});
