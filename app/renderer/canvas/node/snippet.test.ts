import { expect, test } from "vitest";
import { snippetOf } from "./snippet.ts";

const span = (from: number, to: number, label = "PER") => ({ label, score: null, at: [from, to] });
const spans = (...first: ReturnType<typeof span>[]) =>
  ({ is: "marks", of: "spans", count: first.length, first, text: "" }) as const;
const words = (cells: Parameters<typeof snippetOf>[0]) =>
  snippetOf(cells)
    ?.map(({ text, mark }) => (mark ? `[${text}]` : text))
    .join("");

test("the longest text is shown with its spans; of two over each other the first", () => {
  const text = "Anna met Bert in Rome.";
  expect(words(["a.txt", text, spans(span(9, 13), span(0, 4), span(2, 6))])).toBe(
    "[Anna][ m]et [Bert] in Rome.",
  );
});

test("a late span is gone to, and a long text is cut", () => {
  const text = `${"x ".repeat(200)}Anna${" y".repeat(200)}`;
  expect(words([text, spans(span(400, 404))])).toMatch(/^…(x ){12}\[Anna\]( y)+…$/);
});

test("without spans that fit there is no snippet", () => {
  expect(snippetOf(["text", spans()])).toBeNull();
  expect(snippetOf(["text", spans(span(2, 99))])).toBeNull();
  expect(snippetOf(["text"])).toBeNull();
  expect(snippetOf(undefined)).toBeNull();
});
