// Refused rows are found one by one, and in few tries: rows are as a list that says of each whether it is refused.

import fc from "fast-check";
import { expect, test } from "vitest";
import { Tries } from "./tries.ts";

function tried(rows: readonly boolean[]) {
  const tries = new Tries(rows.length);
  const taken: number[] = [];
  const refused: number[] = [];
  let count = 0;
  for (; !tries.isOver; count++) {
    const { at, to } = tries;
    if (!rows.slice(at, to).includes(true)) {
      for (let row = at; row < to; row++) taken.push(row);
      tries.taken();
    } else if (tries.refused()) refused.push(at);
  }
  return { taken, refused, count };
}

const numbersOf = (rows: readonly boolean[], which: boolean) =>
  rows.flatMap((isRefused, row) => (isRefused === which ? [row] : []));

test("every row is taken or refused, once and in order", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (rows) => {
      const { taken, refused } = tried(rows);
      expect(taken).toEqual(numbersOf(rows, false));
      expect(refused).toEqual(numbersOf(rows, true));
    }),
  );
});

test.each([
  ["none refused", () => false, 1],
  // Ten halves of 1024 rows, then one try for each.
  ["all refused", () => true, 1034],
  ["the last one refused", (row: number) => row === 1023, 12],
  ["the first one refused", (row: number) => row === 0, 21],
  ["one refused in the middle", (row: number) => row === 600, 20],
  ["every second one refused", (row: number) => row % 2 === 1, 1544],
])("1024 rows, %s: few tries", (_, isRefused, count) => {
  expect(tried(Array.from({ length: 1024 }, (__, row) => isRefused(row))).count).toBe(count);
});
