import { expect, test } from "vitest";
import { errorMark } from "./error-mark.ts";

test.each([
  ["prise > 1", 0, "prise"],
  ["1 + prise", 4, "prise"],
  ["price = 2", 6, "="],
  ['x == "a b"', 5, '"a b"'],
  ["a >= b", 2, ">="],
  ["größe > 1", 0, "größe"],
])("in %j from %d on %j is marked", (text, at, marked) =>
  expect(errorMark(text, at)).toEqual({ before: text.slice(0, at), marked }),
);

test("what is missing at the end is marked behind it", () => {
  expect(errorMark("price +", 7)).toEqual({ before: "price +", marked: "\u00a0" });
  expect(errorMark("price +", 99)).toEqual({ before: "price +", marked: "\u00a0" });
});

test("nothing is marked where no place is known", () => expect(errorMark("price", undefined)).toBeNull());
