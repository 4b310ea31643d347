// YAML of a value says the same to every reader, whatever texts are in it.

import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { yamlText } from "./yaml-text.ts";

/** Texts that YAML could take for something else, and any others. */
const text = fc.oneof(
  fc.constantFrom(
    "no",
    "on",
    "~",
    "null",
    "0644",
    "0x1f",
    "1_000",
    "12:30:00",
    "1e3",
    ".inf",
    "- a",
    "a: b",
    "#",
    "&a",
  ),
  fc.constantFrom(
    "<<",
    "=",
    "2026-01-01",
    "!tag",
    "%a",
    "@a",
    "`a",
    "|",
    ">",
    "{",
    "'",
    '"',
    "\\",
    " a ",
    "a\n",
    "\n",
  ),
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.lorem({ maxCount: 40 }),
);

test.each(["1.1", "1.2"] as const)("any texts are the same to a reader of YAML %s", (version) => {
  const values = fc.dictionary(fc.constantFrom("A", "B", "C_D"), text, { minKeys: 1 });
  fc.assert(
    fc.property(values, text, (data, head) => {
      const object = { data: { ...data }, list: Object.values(data) };
      const read = parse(yamlText(object, { head }), { version }) as unknown;
      expect(read).toEqual(object);
    }),
    { numRuns: 500 },
  );
});

test("comments stand in front of their keys, and only of keys that are there", () => {
  const value = { a: { list: [{ b: 1 }] } };
  expect(yamlText(value, { head: "Head", keys: [[["a", "list", 0, "b"], "One"]] })).toBe(
    "# Head\n\na:\n  list:\n    - # One\n      b: 1\n",
  );
  expect(() => yamlText(value, { head: "", keys: [[["a", "none"], "None"]] })).toThrow("a.none");
});
