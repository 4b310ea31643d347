import { expect, test } from "vitest";
import * as z from "zod/mini";
import type { AnyNode } from "../sdk/node-definition.ts";
import { columnList, file, number } from "../sdk/params.ts";
import { checkParams } from "./params.ts";

const definition = {
  kind: "k",
  params: z.object({
    path: file({ title: "File", help: "", default: "a" }),
    size: number({ title: "Size", help: "", min: 0, max: 100, integer: true, default: 1 }),
    names: columnList({ title: "Names", help: "", default: [] }),
    columns: z._default(z.record(z.string(), z.string()), {}),
    rows: z._default(z.array(z.unknown()), []),
  }),
} as unknown as AnyNode;
const check = (json: string) => {
  const params = JSON.parse(json) as Record<string, unknown>;
  return checkParams({ id: "n", kind: "k", version: 1, title: "N", params }, definition);
};

test.each([
  ['{"columns": {"__proto__": "a"}}', "params.columns.__proto__"],
  ['{"rows": [1, {"__proto__": 2}]}', "params.rows[1].__proto__"],
])("%s is refused with its place, not left out without a word", (json, path) => {
  const { params, issues } = check(json);
  expect(params).toBeNull();
  expect(issues).toMatchObject([{ code: "PARAM_INVALID", severity: "error", path, got: "__proto__" }]);
});

test("other names that every object has are names like any", () => {
  const { params, issues } = check('{"columns": {"constructor": "a", "toString": "b"}}');
  expect(issues).toEqual([]);
  expect(Object.entries((params as { columns: object }).columns)).toEqual([
    ["constructor", "a"],
    ["toString", "b"],
  ]);
});

test.each([
  ['{"size": 1e30}', '"Size" must be at most 100.'],
  ['{"size": -1e30}', '"Size" must be at least 0.'],
  ['{"path": ""}', '"File" must not be empty.'],
  ['{"path": "  "}', '"File" must not be empty.'],
  ['{"path": "a\\u0000b"}', '"File" must be a path, which cannot hold the sign NUL.'],
])("%s has one fault, which is said once", (json, message) => {
  const { issues } = check(json);
  expect(issues.map((issue) => issue.message)).toEqual([message]);
});

test("what to do about a text where a list is wanted is said in words", () => {
  const hint = (json: string) => check(json).issues[0].hint;
  expect(hint('{"names": "a"}')).toContain('Make a list of it, with "a" as its entry.');
  expect(hint('{"names": ""}')).toContain("Make a list of it, which may be empty.");
});

test("params may nest as deep as they like", () => {
  const deep = `${"[".repeat(6000)}${"]".repeat(6000)}`;
  expect(check(`{"rows": [${deep}]}`).issues).toEqual([]);
});

test("a parameter that the kind does not have may be a misspelt one", () => {
  const { issues } = check('{"colums": {"a": "b"}, "zzz": 1}');
  expect(issues).toMatchObject([
    {
      code: "PARAM_UNKNOWN",
      hint: 'Did you mean "columns"? Else take it out.',
      otherFixes: [
        {
          label: 'Use it as "columns"',
          commands: [
            { do: "set-param", id: "n", param: "columns", value: { a: "b" } },
            { do: "unset-param", id: "n", param: "colums" },
          ],
        },
        { label: 'Take "colums" out' },
      ],
    },
    { code: "PARAM_UNKNOWN", otherFixes: [{ label: 'Take "zzz" out' }] },
  ]);
});

test.each([
  ['{"size": 200}', "Write a number in that range.", "200"],
  ['{"columns": ["a"]}', "Change it.", "a list of 1"],
  ['{"path": ""}', "Fill it in.", '""'],
])("%s says what to do, and what stands there in words", (json, hint, got) => {
  const [issue] = check(json).issues;
  expect(issue.hint).toContain(hint);
  expect(issue.got).toBe(got);
});
