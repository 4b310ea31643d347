// Does a journal say the same when it is read as when it was written?

import { expect, test } from "vitest";
import { editLines, headLine, readEdits, readHead } from "./journal-lines.ts";
import { command } from "../../tests/support/host-under-test.ts";

const head = { pid: 7, page: "p", text: "a\nb" };
const edits = {
  commands: ["a", "b", "c"].map(command),
  steps: [
    { at: 0, is: "new" as const, label: "one" },
    { at: 2, is: "undo" as const, label: "two" },
  ],
};
const text = headLine(head) + editLines(edits);

test("it does", () => {
  expect(readHead(text)).toEqual(head);
  expect(readEdits(text)).toEqual(edits);
});

test("half a line, and a gesture of which no command was written, are left out", () => {
  expect(readEdits(text.slice(0, -5))).toEqual({
    commands: edits.commands.slice(0, 2),
    steps: edits.steps.slice(0, 1),
  });
});

test("a label as long as a book is cut", () => {
  const long = {
    commands: [command("a")],
    steps: [{ at: 0, is: "new" as const, label: "x".repeat(10_000) }],
  };
  expect(readEdits(headLine(head) + editLines(long)).steps[0].label).toHaveLength(200);
});
