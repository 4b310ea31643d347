// Does every workflow file that a version of Millrace could write still open, and is it written back as it was?

import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { applyCommand } from "../../engine/document/apply.ts";
import { readWorkflow } from "../../engine/document/read.ts";
import { wiredPorts } from "../../engine/document/topology.ts";
import { textToSave, writeWorkflow } from "../../engine/document/write.ts";

interface Expected {
  /** Whether the file is as `writeWorkflow` writes it; a hand-made one is not. */
  readonly canonical: boolean;
  readonly readOnly: boolean;
  readonly issues: readonly string[];
}

const good = { canonical: true, readOnly: false, issues: [] };

const corpus: Readonly<Record<string, Expected>> = {
  "v1/minimal": good,
  "v1/all-fields": good,
  "v1/pinned-models": good,
  "v1/unknown-kind": good,
  "v1/cycle": { ...good, issues: ["GRAPH_CYCLE", "GRAPH_CYCLE"] },
  "v1/broken-ids": {
    ...good,
    issues: ["NODE_ID_DUPLICATE", "NODE_ID_INVALID", "EDGE_DANGLING", "EDGE_DANGLING"],
  },
  "v1/hand-written": { ...good, canonical: false },
  "v1/wrong-shapes": {
    canonical: false,
    readOnly: true,
    issues: Array<string>(8).fill("FILE_SHAPE"),
  },
  "newer/version-99": { ...good, readOnly: true, issues: ["FILE_VERSION_NEWER"] },
};

const ENDING = ".millrace.json";

function textOf(name: string): string {
  return readFileSync(new URL(`${name}${ENDING}`, import.meta.url), "utf8");
}

function open(name: string) {
  const text = textOf(name);
  const read = readWorkflow(text);
  if (!read.document) throw new Error(`${name} does not open: ${read.issues[0].message}`);
  return { ...read, text, document: read.document };
}

test("every file of the corpus is listed here", () => {
  const folder = new URL(".", import.meta.url);
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.replaceAll("\\", "/").slice(0, -ENDING.length));
  expect(found.sort()).toEqual(Object.keys(corpus).sort());
});

test.each(Object.entries(corpus))("%s opens, with exactly the issues it has", (name, expected) => {
  const { issues, readOnly, migratedFrom } = open(name);
  expect(issues.map((issue) => issue.code)).toEqual(expected.issues);
  expect({ readOnly, migratedFrom }).toEqual({ readOnly: expected.readOnly, migratedFrom: null });
});

test.each(Object.entries(corpus))("%s is written back", (name, expected) => {
  const read = open(name);
  const written = writeWorkflow(read.document);
  if (expected.canonical) expect(written).toBe(read.text);
  const again = readWorkflow(written);
  expect(again.document).toEqual(read.document);
  expect(writeWorkflow(again.document ?? read.document)).toBe(written);
});

test.each(Object.keys(corpus))("%s keeps every byte when it is saved unchanged", (name) => {
  const read = open(name);
  const copy = structuredClone(read.document);
  expect(textToSave(read, read.document)).toBe(read.text);
  expect(textToSave(read, copy)).toBe(read.text);
});

test("a hand-written file gets its defaults", () => {
  const [rows, show] = open("v1/hand-written").document.nodes;
  expect(rows).toEqual({ id: "rows", kind: "csv", version: 1, title: "rows", params: { path: "rows.csv" } });
  expect(show).toEqual({ id: "show", kind: "print-table", version: 1, title: "show", params: {} });
});

test("an edit beside a node of an unknown kind changes that one line only", () => {
  const read = open("v1/unknown-kind");
  const edited = applyCommand(read.document, { do: "rename-node", id: "rows", title: "All rows" });
  const before = read.text.split("\n");
  const after = writeWorkflow(edited).split("\n");
  expect(after).toHaveLength(before.length);
  expect(after.filter((line, index) => line !== before[index])).toEqual(['      "title": "All rows",']);
});

test("the ports of an unknown kind are known from its wires", () => {
  expect(wiredPorts(open("v1/unknown-kind").document, "quantum")).toEqual({
    inputs: ["in.left", "in.right"],
    outputs: [],
  });
});

test("a file with wrong shapes shows what can be shown and names each fault", () => {
  const { document, issues } = open("v1/wrong-shapes");
  expect(document.nodes.map(({ id, kind }) => `${id}: ${kind}`)).toEqual(["csv: csv", "node-2: filter"]);
  expect(document.edges).toEqual([{ from: "csv.out", to: "node-2.in" }]);
  expect(document.view.nodes).toEqual({ "node-2": { x: 240, y: 0 } });
  expect(issues.map(({ path, expected, got }) => `${path}: ${expected}, not ${got}`)).toMatchInlineSnapshot(`
    [
      "nodes[0].version: a number, not text "one"",
      "nodes[0].title: text, not 5",
      "nodes[0].params: an object, not a list of 1",
      "nodes[1].id: text, not nothing",
      "nodes[1].rescue.retries: at least 0, not -1",
      "nodes[2]: an object, not text "select"",
      "edges[0]: an object, not a list of 2",
      "view.nodes.csv.x: a number, not text "left"",
    ]
  `);
});

test("the example in docs/file-format.md is a file without issues, as it would be written", () => {
  const page = readFileSync(new URL("../../docs/file-format.md", import.meta.url), "utf8");
  const example = /```json\n(.*?)```/s.exec(page)?.[1] ?? "";
  const { document, issues } = readWorkflow(example);
  expect(issues).toEqual([]);
  expect(document && writeWorkflow(document)).toBe(example);
});
