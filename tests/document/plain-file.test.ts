// Does the quick answer agree with the schema: what is called plainly right is right?

import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../engine/document/json-value.ts";
import { isPlain } from "../../engine/document/plain-file.ts";
import { schemas } from "../../engine/document/schema.ts";
import { anyDocument, json } from "./arbitrary.ts";

/** Values that are nearly right come up often enough to tell the two apart. */
const wrong = fc.oneof(json, fc.constantFrom(0, -1, 1.5, 2 ** 53, "", "a", true, null, [], {}, [null], [{}]));

/** Without what is always left to the schema. */
const simple = anyDocument.map((document) => ({
  ...document,
  nodes: document.nodes.map(({ rescue: _, ...node }) => node),
  view: { nodes: document.view.nodes },
}));

/** Puts a value in the place that the numbers lead to: deeper with each, until one says stop. */
function spoil(value: unknown, path: readonly number[], by: unknown): unknown {
  if (path.length === 0 || typeof value !== "object" || value === null) return by;
  const keys = Object.keys(value);
  if (keys.length === 0) return by;
  const key = keys[path[0] % keys.length];
  const inside = spoil((value as JsonObject)[key], path.slice(1), by);
  return Array.isArray(value)
    ? value.map((item: unknown, i) => (String(i) === key ? inside : item))
    : { ...value, [key]: inside };
}

test("whatever is plain is right by the schema, also with a value of another kind somewhere in it", () => {
  const broken = fc.tuple(
    fc.oneof(simple, anyDocument),
    fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
    wrong,
  );
  let plain = 0;
  let right = 0;
  fc.assert(
    fc.property(broken, ([document, path, by]) => {
      const file = spoil(document, path, by) as JsonObject;
      const isRight = schemas().file.safeParse(file).success;
      right += Number(isRight);
      if (!isPlain(file)) return;
      plain++;
      expect(isRight).toBe(true);
    }),
    { numRuns: 2000, seed: 7 },
  );
  // Else the property would hold for want of cases: both answers are common.
  expect(plain).toBeGreaterThan(100);
  expect(right).toBeLessThan(1900);
});

test("a file as the command line writes it is plain; rescues, notes and frames are for the schema", () => {
  const node = { id: "rows", kind: "csv", version: 1, title: "rows", params: { path: "a.csv" } };
  const file = { format: "millrace", version: 1, nodes: [node], edges: [{ from: "a.out", to: "b.in" }] };
  const view = { nodes: { rows: { x: 1, y: 2.5, collapsed: true } } };
  expect(isPlain({ ...file, view })).toBe(true);
  expect(isPlain({ ...file, nodes: [{ ...node, rescue: {} }] })).toBe(false);
  expect(isPlain({ ...file, view: { ...view, notes: [] } })).toBe(false);
  expect(isPlain({ ...file, view: { ...view, frames: [] } })).toBe(false);
  expect(isPlain({ ...file, view: { ...view, wires: [] } })).toBe(false);
});
