import { expect, test } from "vitest";
import { ofVariant, putField, renameEntry, without } from "./variants.ts";

const number = { is: "scalar", types: ["number"] } as const;
const uniform = {
  name: "uniform",
  columns: [
    { name: "min", cell: number, required: false, default: 0 },
    { name: "nulls", cell: number, required: false },
  ],
};
const choice = {
  name: "choice",
  columns: [{ name: "values", cell: { is: "list", types: ["string"] } as const, required: true }],
};
const entries = { x: { kind: "uniform", min: 1, nulls: 0.5 }, y: { kind: "choice", values: ["a"] } };

test("another variant keeps the fields that both have, and begins those it needs", () => {
  expect(ofVariant("kind", uniform, entries.y)).toEqual({ kind: "uniform" });
  expect(ofVariant("kind", choice, entries.x)).toEqual({ kind: "choice", values: [] });
  expect(ofVariant("kind", uniform, { kind: "normal", nulls: 0.1, mean: 3 })).toEqual({
    kind: "uniform",
    nulls: 0.1,
  });
});

test("an entry is renamed in its place, unless the name is taken or empty", () => {
  expect(Object.keys(renameEntry(entries, "x", "z"))).toEqual(["z", "y"]);
  expect(renameEntry(entries, "x", "y")).toBe(entries);
  expect(renameEntry(entries, "x", "")).toBe(entries);
});

test("a field is set, and taken away", () => {
  expect(putField(entries, "x", "min", 2).x).toEqual({ kind: "uniform", min: 2, nulls: 0.5 });
  expect(putField(entries, "x", "nulls", undefined).x).toEqual({ kind: "uniform", min: 1 });
  expect(Object.keys(without(entries, "x"))).toEqual(["y"]);
});
