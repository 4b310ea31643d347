// Symbolic dimensions: what fits, what is bound, what is refused.

import { expect, test } from "vitest";
import { elementCount, resolveShape, unifyShapes } from "./dims.ts";
import type { Dim } from "./types.ts";

const cases: [expected: Dim[], got: Dim[], bound: Record<string, Dim> | number][] = [
  [[16], [16], {}],
  [[16], [15], 0],
  [[3, "h", "w"], [3, 224, 200], { h: 224, w: 200 }],
  [["s", "s"], [4, 4], { s: 4 }],
  [["s", "s"], [4, 5], 1],
  [["s"], ["seq"], { s: "seq" }],
  [["s"], ["s"], {}],
  [[16], ["seq"], {}],
  [["a", "a"], ["b", 4], { a: "b", b: 4 }],
  [[1, 16], [16], -1],
  [[], [], {}],
];

test.each(cases)("%j against %j gives %j", (expected, got, wanted) => {
  const unified = unifyShapes(expected, got);
  if (typeof wanted === "number") expect(unified).toEqual({ fits: false, axis: wanted });
  else expect(unified).toEqual({ fits: true, bindings: new Map(Object.entries(wanted)) });
});

test("what an earlier input bound holds for a later one and for the outputs", () => {
  const first = unifyShapes(["seq", 8], [12, 8]);
  if (!first.fits) throw new Error("must fit");
  expect(unifyShapes(["seq"], [12], first.bindings).fits).toBe(true);
  expect(unifyShapes(["seq"], [13], first.bindings)).toEqual({ fits: false, axis: 0 });
  expect(resolveShape(["seq", "open", 2], first.bindings)).toEqual([12, "open", 2]);
});

test("a bound name keeps its size when an open dimension arrives", () => {
  const first = unifyShapes(["seq"], [12]);
  if (!first.fits) throw new Error("must fit");
  const second = unifyShapes(["seq"], ["later"], first.bindings);
  expect(second.fits && resolveShape(["seq"], second.bindings)).toEqual([12]);
});

test.each([
  [[2, 3], 6],
  [[], 1],
  [[0, 4], 0],
  [["n", 4], null],
])("%j has %j elements", (shape, count) => {
  expect(elementCount(shape)).toBe(count);
});
