// Does the quick reading of params agree with the schema, for every kind?

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shapeOf } from "../../engine/sdk/params.ts";
import { plainParams } from "../../engine/sdk/plain-params.ts";
import { json } from "../document/arbitrary.ts";
import { kinds, sampled } from "./kinds.ts";

/** Near the bounds of what params are. */
const edge = fc.constantFrom<unknown>(
  ...[0, -0, 1, -1, 0.5, 20, 1e6, 1e7, 2 ** 53, -(2 ** 53), NaN, Infinity, true, false, null, undefined],
  ...[
    "",
    "a",
    "columns",
    "__proto__",
    [],
    ["a"],
    ["a", 1],
    [""],
    [1, -0],
    [{}],
    [{ a: null }, { b: [1] }],
    {},
    { a: "b" },
    { a: 1 },
    { a: ["b"] },
    { a: [] },
    { constructor: "x" },
  ],
  JSON.parse('{"__proto__":"x"}'),
);

describe.each(kinds)("$kind", ({ kind, definition: { params: schema } }) => {
  const shape = shapeOf(schema)!;
  const given = sampled.filter((one) => one.kind === kind).map(({ sample }) => sample.params);
  const names = Object.keys(shape);
  const value = fc.oneof(
    edge,
    json,
    fc.constantFrom(...given.flatMap((params) => Object.values(params)), ""),
  );
  const changes =
    names.length === 0 ? fc.constant({}) : fc.dictionary(fc.constantFrom(...names, "else"), value);

  test("what is read quickly is what the schema gives", () => {
    fc.assert(
      fc.property(fc.constantFrom(...given, {}), changes, (sample, changed) => {
        const params = { ...sample, ...changed };
        const quick = plainParams(schema, params);
        if (quick === null) return;
        const { success, data } = schema.safeParse(params);
        expect(success).toBe(true);
        expect(quick).toStrictEqual(data);
        expect(Object.keys(quick)).toEqual(Object.keys(data!));
      }),
      { numRuns: 300, seed: 11 },
    );
  });

  test("its samples are read quickly, and are copies", () => {
    for (const params of given) {
      const quick = plainParams(schema, params);
      expect(quick).toStrictEqual(schema.safeParse(params).data);
      for (const [name, inside] of Object.entries(quick!))
        if (typeof inside === "object" && inside !== null) expect(inside).not.toBe(params[name]);
    }
  });
});
