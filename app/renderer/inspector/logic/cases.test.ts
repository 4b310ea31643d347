import { expect, test } from "vitest";
import { caseShape, newCase } from "./cases.ts";

const items = {
  type: "object",
  properties: {
    id: { type: "string", pattern: "^x$", title: "Port", description: "Id of the output." },
    label: { type: "string", default: "" },
    condition: { type: "string" },
  },
  required: ["id", "condition"],
};

test("id, name and condition are found in the schema", () => {
  expect(caseShape({ type: "array", items })).toEqual({
    id: "id",
    label: "label",
    expression: "condition",
    about: { id: { title: "Port", help: "Id of the output." }, label: { title: "label" } },
    texts: ["label", "id"],
  });
});

test("items that are no objects have no cases", () => {
  expect(caseShape({ type: "array", items: { type: "string" } })).toBeNull();
});

test("a new case gets an id that no other has", () => {
  const shape = caseShape({ type: "array", items })!;
  expect(newCase(shape, [{ id: "case-2" }])).toEqual({ id: "case-3", label: "", condition: "" });
});
