// Is the text the same whatever way a document was made, and is a small edit a small diff?

import { expect, test } from "vitest";
import { applyCommand, applyCommands } from "./apply.ts";
import type { Command } from "./command.ts";
import { invert } from "./invert.ts";
import { readWorkflow } from "./read.ts";
import type { WorkflowDocument } from "./types.ts";
import { textToSave, writeWorkflow } from "./write.ts";

const document: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: [
    { id: "2", kind: "csv", version: 1, title: "Rows", params: { path: "a.csv", columns: ["x", "y"] } },
    { id: "1", kind: "onnx", version: 1, title: "Score", params: {}, rescue: { retries: 2 } },
  ],
  edges: [{ from: "2.out", to: "1.in" }],
  view: { nodes: { 1: { x: 1, y: 1 }, 2: { x: 2, y: 2 }, 0: { x: 0, y: 0 } } },
};

test("keys come in a fixed order, positions in that of the nodes", () => {
  const shuffled = {
    more: [1],
    view: { zoom: 2, nodes: { 2: { y: 2, x: 2 }, 1: { y: 1, x: 1 }, 0: { y: 0, x: 0 } } },
    edges: [{ to: "1.in", from: "2.out" }],
    nodes: document.nodes.map(({ params, title, ...rest }) => ({ note: "!", params, title, ...rest })),
    version: 1,
    format: "millrace" as const,
  };
  expect(writeWorkflow(shuffled)).toBe(`{
  "format": "millrace",
  "version": 1,
  "nodes": [
    {
      "id": "2",
      "kind": "csv",
      "version": 1,
      "title": "Rows",
      "params": { "path": "a.csv", "columns": ["x", "y"] },
      "note": "!"
    },
    {
      "id": "1",
      "kind": "onnx",
      "version": 1,
      "title": "Score",
      "params": {},
      "rescue": { "retries": 2 },
      "note": "!"
    }
  ],
  "edges": [
    { "from": "2.out", "to": "1.in" }
  ],
  "view": {
    "nodes": {
      "2": { "x": 2, "y": 2 },
      "1": { "x": 1, "y": 1 },
      "0": { "x": 0, "y": 0 }
    },
    "zoom": 2
  },
  "more": [1]
}
`);
});

test("a list longer than a line gets a line for each item", () => {
  const value = Array.from({ length: 30 }, (_, index) => index * 100);
  const long = applyCommand(document, { do: "set-param", id: "1", param: "mean", value });
  const lines = writeWorkflow(long).split("\n");
  const start = lines.indexOf('        "mean": [');
  expect(lines.slice(start + 1, start + 31).map((line) => Number(line.replace(",", "")))).toEqual(value);
});

test.each<[Command, number]>([
  [{ do: "connect", edge: { from: "2.error", to: "1.in" } }, 2],
  [{ do: "move-nodes", to: { 1: { x: 7, y: 7 } } }, 1],
  [{ do: "rename-node", id: "1", title: "Delay" }, 1],
  [{ do: "set-param", id: "2", param: "path", value: "b.csv" }, 1],
])("%j touches few lines", (command, count) => {
  const before = new Set(writeWorkflow(document).split("\n"));
  const after = writeWorkflow(applyCommand(document, command)).split("\n");
  expect(after.filter((line) => !before.has(line))).toHaveLength(count);
});

test("undoing every edit of a hand-made file saves its very bytes", () => {
  const text = JSON.stringify(document).replaceAll(",", " ,\r\n");
  const read = readWorkflow(text).document ?? document;
  const command: Command = { do: "remove-nodes", ids: ["2"] };
  const removed = applyCommand(read, command);
  expect(textToSave({ text, document: read }, removed)).toBe(writeWorkflow(removed));
  expect(textToSave({ text, document: read }, applyCommands(removed, invert(read, command)))).toBe(text);
});
