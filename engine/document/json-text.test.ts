// Is the place where a text stops being JSON found, and the reason said?

import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonFault } from "./json-text.ts";

test.each([
  ["", 1, 1, "", "The text is empty."],
  ["  \n ", 2, 2, "", "The text is empty."],
  ['{\n  "nodes": [\n', 3, 1, "nodes[0]", 'The text ends too early: a "]" is missing.'],
  ['{\n  "nodes": [1,\r\n    2,]\n}', 3, 7, "nodes[2]", 'There is a "," before "]", found "]".'],
  ['{ "a": 1, }', 1, 11, "a", 'There is a "," before "}", found "}".'],
  [
    '{ "nodes": [{ "id": "a" "kind": "b" }] }',
    1,
    25,
    "nodes[0].id",
    'Expected "," or "}", found "\\"kind\\":".',
  ],
  ["{ 'a': 1 }", 1, 3, "", "Expected a name in double quotes, found \"'a':\"."],
  ['{ "a" 1 }', 1, 7, "a", 'Expected ":" after the name "a", found "1".'],
  ['{ "a": undefined }', 1, 8, "a", 'Expected a value, found "undefined".'],
  ["[1, 01]", 1, 6, "[1]", 'Expected "," or "]", found "1]".'],
  ["[NaN]", 1, 2, "[0]", 'Expected a value, found "NaN]".'],
  [
    '{ "a": "open }',
    1,
    8,
    "a",
    'The text in quotes has no end, or a bad escape or line break in it, found "\\"open".',
  ],
  [
    '["a\\x"]',
    1,
    2,
    "[0]",
    'The text in quotes has no end, or a bad escape or line break in it, found "\\"a\\\\x\\"]".',
  ],
  ["{} {}", 1, 4, "", 'The text goes on after its end, found "{}".'],
])("%j: line %i, column %i", (text, line, column, path, message) => {
  expect(findJsonFault(text)).toMatchObject({ line, column, path, message });
});

test.each([
  ["{\n<<<<<<< ours\n}", "merge conflict"],
  ["{ // version\n}", "comments"],
  ["['a']", "double quotes"],
  ["[1", "cut off"],
  ["", "template"],
  ["[1 2]", "text editor"],
])("%j gets a hint about %s", (text, hint) => {
  expect(findJsonFault(text)?.hint).toContain(hint);
});

test("nesting has no limit", () => {
  expect(findJsonFault("[".repeat(200_000))?.column).toBe(200_001);
});

test("what JSON.parse takes has no fault, and what it refuses has one", () => {
  const broken = fc
    .tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom("", ",", "}", "]", '"', "\\", ":", "0", "-", ".", "e", "\n", "tru", " "),
    )
    .map(([text, at, piece]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + piece + text.slice(place + (at % 2));
    });
  fc.assert(
    fc.property(broken, (text) => {
      expect(findJsonFault(text) === null).toBe(parses(text));
    }),
    { numRuns: 2000 },
  );
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
