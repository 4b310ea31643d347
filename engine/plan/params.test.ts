import { expect, test } from "vitest";
import * as z from "zod/mini";
import type { AnyNode } from "../sdk/node-definition.ts";
import { checkParams } from "./params.ts";

const definition = {
  kind: "k",
  params: z.object({
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

test("params may nest as deep as they like", () => {
  const deep = `${"[".repeat(6000)}${"]".repeat(6000)}`;
  expect(check(`{"rows": [${deep}]}`).issues).toEqual([]);
});
