import { expect, test } from "vitest";
import { boxesType, marksOf, POINTS, segmentsType, spansType } from "./marks.ts";
import type { DataType } from "./types.ts";

test.each<[string, DataType, string | null]>([
  ["boxes", boxesType(), "boxes"],
  ["boxes with more", boxesType([POINTS]), "boxes"],
  ["segments", segmentsType(), "segments"],
  ["spans", spansType(), "spans"],
  ["a list of numbers", { type: "list", of: { type: "float64" } }, null],
  ["a text", { type: "text" }, null],
])("a column of %s is told by its fields", (_, type, kind) => {
  expect(marksOf(type)).toBe(kind);
});

test("marks of others count when they have the places, label or not", () => {
  const fields = ["start", "end"].map((name) => ({
    name,
    type: { type: "float32" } as const,
    nullable: false,
  }));
  expect(marksOf({ type: "list", of: { type: "struct", fields } })).toBe("segments");
});
