// The value at a place is that of the sorted values, whatever order and repetitions they come in.

import { expect, test } from "vitest";
import { seededRandom } from "./random.ts";
import { select } from "./select.ts";

const random = seededRandom(1);
const make = (count: number, value: (i: number) => number) =>
  Float64Array.from({ length: count }, (_, i) => value(i));

test.each([
  ["one", make(1, () => 7)],
  ["two", Float64Array.of(2, 1)],
  ["ascending", make(200, (i) => i)],
  ["descending", make(200, (i) => -i)],
  ["all the same", make(200, () => 3)],
  ["few different", make(500, () => random.below(4))],
  ["up and down", make(301, (i) => (i < 150 ? i : 300 - i))],
  ["infinite ones", Float64Array.of(Infinity, 0, -Infinity, 1, Infinity)],
  ["by chance", make(1_000, () => random.normal())],
])("%s", (_, values) => {
  const sorted = values.slice().sort();
  for (let place = 0; place < values.length; place += Math.ceil(values.length / 40)) {
    const own = values.slice();
    expect(select(own, place)).toBe(sorted[place]);
    expect(Math.max(-Infinity, ...own.subarray(0, place))).toBeLessThanOrEqual(own[place]);
    expect(own.slice().sort()).toEqual(sorted);
  }
});
