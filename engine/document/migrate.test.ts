// Do old files and nodes go through their steps in order, and keep what the steps do not know?

import { expect, test } from "vitest";
import { migrateFile, migrateNode, type NodeMigrations } from "./migrate.ts";

const node = { id: "a", kind: "csv", version: 1, title: "A", params: { sep: ";" }, colour: "red" };

const steps: NodeMigrations = {
  1: (old) => ({ ...old, params: { delimiter: old.params.sep } }),
  2: (old) => ({ ...old, params: { ...old.params, header: true } }),
};

test("a node goes from its version to the newest", () => {
  expect(migrateNode(node, steps)).toEqual({ ...node, version: 3, params: { delimiter: ";", header: true } });
});

test("a node in the middle takes the last step only", () => {
  const newer = { ...node, version: 2, params: {} };
  expect(migrateNode(newer, steps)).toEqual({ ...newer, version: 3, params: { header: true } });
});

test.each([3, 4])("a node of version %i, for which there is no step, stays the same object", (version) => {
  const current = { ...node, version };
  expect(migrateNode(current, steps)).toBe(current);
});

test("a file keeps unknown keys on its way", () => {
  const rename = { 1: ({ old, ...rest }: Record<string, unknown>) => ({ ...rest, renamed: old }) };
  expect(migrateFile({ version: 1, old: 5, other: [] }, 1, rename)).toEqual({
    version: 2,
    renamed: 5,
    other: [],
  });
});
