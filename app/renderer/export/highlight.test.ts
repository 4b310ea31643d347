// The code of an export in colours: nothing of it is lost, and texts are told from code.

import { expect, test } from "vitest";
import { highlighted, type Piece } from "./highlight.ts";

const CODE = `// Shipment delay
import { csv, path } from "./runtime/index.cjs";
const config = settings({ input: path("data/a.csv", "Read: the file // not a comment"), late: 48.5 });
const events = csv("Reports \\"new\\"", { path: config.input, header: true });
await run(import.meta);
`;

const of = (is: Piece["is"]) =>
  highlighted(CODE)
    .filter((piece) => piece.is === is)
    .map(({ text }) => text);

test("the pieces are the code", () => {
  expect(
    highlighted(CODE)
      .map(({ text }) => text)
      .join(""),
  ).toBe(CODE);
  expect(highlighted("")).toEqual([]);
});

test.each<[Piece["is"], readonly string[]]>([
  ["comment", ["// Shipment delay"]],
  ["word", ["import", "from", "const", "const", "true", "await", "import"]],
  [
    "text",
    ['"./runtime/index.cjs"', '"data/a.csv"', '"Read: the file // not a comment"', '"Reports \\"new\\""'],
  ],
  ["number", ["48.5"]],
  ["call", ["settings", "path", "csv", "run"]],
  ["key", ["input", "late", "path", "header"]],
])("a %s is told from the rest", (is, texts) => {
  expect(of(is)).toEqual(texts);
});

test("a text that is not closed ends with its line", () => {
  expect(highlighted('a("b\nconst c')).toContainEqual({ is: "word", text: "const" });
});
