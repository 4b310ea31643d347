import { expect, test } from "vitest";
import { labelledBy, labelsOf, labelWords } from "./labelled.ts";

const fields = [
  { name: "path", type: { type: "text" as const }, nullable: false },
  { name: "text", type: { type: "text" as const }, nullable: false },
  { name: "language", type: { type: "text" as const }, nullable: true },
  { name: "sure", type: { type: "float64" as const }, nullable: true },
];
const port = { schema: { fields }, rows: 1, head: [], sparks: [] };
const isMade = (name: string) => name === "language" || name === "sure";

const LABELS = { label: 2, score: 3 };

test("the text that is read stands beside the label and the score that were made", () => {
  expect(labelsOf(port, isMade)).toEqual(LABELS);
  expect(labelledBy(port, LABELS, isMade, ["text"])).toEqual({ text: 1, ...LABELS });
});

test("a node that reads no text, or makes no label, labels none", () => {
  expect(labelledBy(port, LABELS, isMade, ["image"])).toBeNull();
  expect(labelsOf(port, (name) => name === "sure")).toBeNull();
});

test("a number before the label is no score of it", () => {
  const share = { name: "sure", type: { type: "float64" as const }, nullable: true };
  const mask = { ...port, schema: { fields: [share, fields[2]] } };
  expect(labelsOf(mask, isMade)).toEqual({ label: 1, score: null });
});

test("a label reads with its score where there is one, and a row without one says nothing", () => {
  expect(labelWords(LABELS, ["a.png", "", "cat", 0.984])).toBe("cat 0.98");
  expect(labelWords({ label: 2, score: null }, ["a.png", "", "cat", 0.984])).toBe("cat");
  expect(labelWords(LABELS, ["a.png", "", null, 0.1])).toBe("");
});
