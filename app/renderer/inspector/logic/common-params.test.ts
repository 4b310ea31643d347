import { expect, test } from "vitest";
import type { Schema } from "../../../../engine/frames/types.ts";
import type { Kind, Param } from "../catalog-types.ts";
import { commonInputs, commonParams } from "./common-params.ts";

const param = (name: string, more: Partial<Param> = {}): Param => ({
  name,
  title: name,
  help: "",
  control: "number",
  required: false,
  default: 0,
  schema: { type: "number" },
  ...more,
});
const kind = (...params: Param[]) => ({ params }) as unknown as Kind;
const names = (...kinds: Kind[]) => commonParams(kinds).map(({ name }) => name);

test("params of all kinds that are told in the same words are common, whatever their defaults", () => {
  expect(names(kind(param("a"), param("b")), kind(param("b", { default: 7 }), param("c")))).toEqual(["b"]);
  expect(names(kind(param("a"), param("b")))).toEqual(["a", "b"]);
});

test.each([
  ["another control", { control: "text" }],
  ["another schema", { schema: { type: "number", minimum: 1 } }],
  ["another meaning", { help: "Something else." }],
] as const)("a param with %s is another one", (_, more) => {
  expect(names(kind(param("a")), kind(param("a", more)))).toEqual([]);
});

test("what is learned from data is learned by each node", () => {
  const learned = param("a", { fitted: true });
  expect(names(kind(learned), kind(learned))).toEqual([]);
});

const schema = (...columns: [string, "int64" | "text"][]): Schema => ({
  fields: columns.map(([name, type]) => ({ name, type: { type }, nullable: false })),
});

test("columns that reach all nodes with the same type are common", () => {
  const one = { in: schema(["a", "int64"], ["b", "text"], ["c", "text"]) };
  const two = { in: schema(["c", "text"], ["a", "text"], ["b", "text"]) };
  expect(commonInputs([one, two]).in.fields.map(({ name }) => name)).toEqual(["b", "c"]);
  expect(commonInputs([one, {}])).toEqual({});
  expect(commonInputs([])).toEqual({});
});
