import { describe, expect, test } from "vitest";
import { fitsShape, jsonShape } from "./json-shape.ts";

const strings = { type: "array", items: { type: "string" } };
const record = (value: object) => ({ type: "object", additionalProperties: value });

test.each([
  [strings, { is: "list", types: ["string"] }],
  [
    { type: "array", items: { type: "string", enum: ["hour", "day"] } },
    { is: "choices", values: ["hour", "day"] },
  ],
  [
    { type: "array", items: { type: "number" } },
    { is: "list", types: ["number"] },
  ],
  [
    record({ type: "string", enum: ["a", "b"] }),
    { is: "record", value: { is: "choice", values: ["a", "b"] } },
  ],
  [
    record({ type: ["string", "number", "boolean"] }),
    { is: "record", value: { is: "scalar", types: ["string", "number", "boolean"] } },
  ],
  [record(strings), { is: "record", value: { is: "list", types: ["string"] } }],
  [
    record({ anyOf: [{ type: "string" }, strings, { type: "number" }] }),
    { is: "record", value: { is: "one-or-many", types: ["string", "number"] } },
  ],
  [record({ oneOf: [{ type: "object" }] }), { is: "json" }],
  [record({}), { is: "json" }],
  [{ type: "object", properties: { a: { type: "string" } } }, { is: "json" }],
  [{}, { is: "json" }],
])("%j", (schema, shape) => expect(jsonShape(schema)).toEqual(shape));

test("a list of objects with simple values is a table", () => {
  const items = {
    type: "object",
    properties: {
      name: { type: "string" },
      of: { type: "string", enum: ["lag", "mean"] },
      rows: { type: "integer", default: 1 },
    },
    required: ["name", "of"],
  };
  expect(jsonShape({ type: "array", items })).toEqual({
    is: "rows",
    columns: [
      { name: "name", cell: { is: "scalar", types: ["string"] }, required: true },
      { name: "of", cell: { is: "choice", values: ["lag", "mean"] }, required: true },
      { name: "rows", cell: { is: "scalar", types: ["integer"] }, required: false, default: 1 },
    ],
  });
});

test("a table in a table stays JSON", () => {
  const items = { type: "object", properties: { list: { type: "array", items: { type: "object" } } } };
  expect(jsonShape({ type: "array", items })).toEqual({ is: "json" });
});

test("a value of another form than the schema's is shown as JSON", () => {
  expect(fitsShape("text", jsonShape(strings))).toBe(false);
  expect(fitsShape({ a: { b: 1 } }, jsonShape(record({ type: "string" })))).toBe(false);
  expect(fitsShape(["a"], jsonShape(strings))).toBe(true);
  expect(fitsShape(undefined, jsonShape(strings))).toBe(true);
});

describe("tables and variants", () => {
  test("a list of objects with any keys is a table", () => {
    const schema = { type: "array", items: { type: "object", additionalProperties: {} } };
    expect(jsonShape(schema)).toEqual({ is: "grid" });
    expect(fitsShape([{ a: 1 }, {}], { is: "grid" })).toBe(true);
    expect(fitsShape([[1, 2]], { is: "grid" })).toBe(false);
  });

  const either = {
    type: "object",
    additionalProperties: {
      oneOf: [
        {
          type: "object",
          properties: { kind: { type: "string", const: "bool" }, share: { type: "number", default: 0.5 } },
          required: ["kind"],
        },
        {
          type: "object",
          properties: {
            kind: { type: "string", const: "choice" },
            values: { type: "array", items: { type: "string" } },
          },
          required: ["kind", "values"],
        },
      ],
    },
  };

  test("objects that a constant field tells apart are variants, with the fields of each", () => {
    const shape = jsonShape(either);
    expect(shape).toEqual({
      is: "variants",
      tag: "kind",
      variants: [
        {
          name: "bool",
          columns: [
            { name: "share", cell: { is: "scalar", types: ["number"] }, required: false, default: 0.5 },
          ],
        },
        {
          name: "choice",
          columns: [{ name: "values", cell: { is: "list", types: ["string"] }, required: true }],
        },
      ],
    });
    expect(fitsShape({ a: { kind: "bool" }, b: { kind: "choice", values: ["x"] } }, shape)).toBe(true);
    expect(fitsShape({ a: { kind: "bool", more: 1 } }, shape)).toBe(false);
    expect(fitsShape({ a: { kind: "else" } }, shape)).toBe(false);
  });

  test("objects that nothing tells apart stay JSON", () => {
    const schema = { type: "object", additionalProperties: { oneOf: [{ type: "object", properties: {} }] } };
    expect(jsonShape(schema)).toEqual({ is: "json" });
  });
});

test("a word that is none of the few is edited as JSON", () => {
  const shape = { is: "choices", values: ["hour", "day"] } as const;
  expect(["hour", "week"].map((word) => fitsShape([word], shape))).toEqual([true, false]);
});
