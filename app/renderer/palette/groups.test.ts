// Are kinds found by the words that people use, not only by those that Millrace has for them?

import { expect, test } from "vitest";
import { describeCatalog } from "../../../engine/catalog/describe.ts";
import { createCatalog } from "../../../engine/catalog/catalog.ts";
import { nodeKinds } from "../../../nodes/index.ts";
import { groupKinds } from "./groups.ts";

const kinds = await describeCatalog(createCatalog(nodeKinds));
const found = (query: string) =>
  groupKinds(kinds, query).flatMap((group) => group.kinds.map(({ kind }) => kind));

test.each([
  ["split", "branch"],
  ["if", "branch"],
  ["route", "branch"],
  ["switch", "branch"],
  ["where", "filter"],
  ["merge", "union"],
  ["predict", "onnx"],
  ["excel", "csv"],
  ["fillna", "impute"],
  ["argmax", "top-class"],
  ["moving average", "window"],
])("%s finds %s", (query, kind) => {
  expect(found(query)).toContain(kind);
});

test("a title goes before other words", () => {
  expect(groupKinds(kinds, "filter").flatMap((group) => group.kinds)[0].kind).toBe("filter");
});
