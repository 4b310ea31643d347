import { expect, test } from "vitest";
import { readInline, readMarkdown } from "./markdown.ts";

test("titles, lists, code and text are blocks", () => {
  const source = "# One\nText\nmore\n\n- a\n- b\n1. c\n```\nlet x\n```\n### Two";
  expect(readMarkdown(source).map(({ is }) => is)).toEqual(["title", "text", "list", "code", "title"]);
});

test("code, a quote, a rule and a title end a text without an empty line between them", () => {
  const source = "a\n```\nx\n```\nb\n> c\n> d\ne\n---\nf\n# g";
  expect(readMarkdown(source).map(({ is }) => is)).toEqual([
    "text",
    "code",
    "text",
    "quote",
    "text",
    "rule",
    "text",
    "title",
  ]);
});

test("items lie in those above them", () => {
  const [list] = readMarkdown("- a\n  - b\n    - c\n- d");
  expect(list).toMatchObject({ items: [{ depth: 0 }, { depth: 1 }, { depth: 2 }, { depth: 0 }] });
});

test("a list knows whether it is numbered", () =>
  expect(readMarkdown("1. a\n2. b")).toMatchObject([{ is: "list", ordered: true, items: [{}, {}] }]));

test("marks inside a line", () =>
  expect(readInline("a **b** *c* `d` [e](https://f.example/g) h")).toEqual([
    { is: "text", text: "a " },
    { is: "bold", text: "b" },
    { is: "text", text: " " },
    { is: "italic", text: "c" },
    { is: "text", text: " " },
    { is: "code", text: "d" },
    { is: "text", text: " " },
    { is: "link", text: "e", url: "https://f.example/g" },
    { is: "text", text: " h" },
  ]));

test("signs in names are no marks", () => {
  expect(readInline("a_b_c and __b__, _i_, ~~s~~")).toEqual([
    { is: "text", text: "a_b_c and " },
    { is: "bold", text: "b" },
    { is: "text", text: ", " },
    { is: "italic", text: "i" },
    { is: "text", text: ", " },
    { is: "struck", text: "s" },
  ]);
});

test.each(["[x](javascript:alert(1))", "<img src=x onerror=alert(1)>", "2 * 3 * 4", "**", "```"])(
  "%s stays text",
  (text) => {
    const [block] = readMarkdown(text);
    expect(["text", "code"]).toContain(block.is);
    if (block.is === "text") expect(block.lines.flat().every(({ is }) => is === "text")).toBe(true);
  },
);

test("a code block without an end goes to the end", () =>
  expect(readMarkdown("```\na\nb")).toEqual([{ is: "code", text: "a\nb" }]));
