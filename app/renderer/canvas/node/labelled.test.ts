import { expect, test } from "vitest";
import { labelledBy } from "./labelled.ts";

const fields = [
  { name: "path", type: { type: "text" as const }, nullable: false },
  { name: "text", type: { type: "text" as const }, nullable: false },
  { name: "language", type: { type: "text" as const }, nullable: true },
  { name: "sure", type: { type: "float64" as const }, nullable: true },
];
const port = { schema: { fields }, rows: 1, head: [], sparks: [] };
const isMade = (name: string) => name === "language" || name === "sure";

test("the text that is read stands beside the label and the score that were made", () => {
  expect(labelledBy(port, isMade, ["text"])).toEqual({ text: 1, label: 2, score: 3 });
});

test("a node that reads no text, or makes no label, labels none", () => {
  expect(labelledBy(port, isMade, ["image"])).toBeNull();
  expect(labelledBy(port, (name) => name === "sure", ["text"])).toBeNull();
});
