// Folders that actions write into: whose they are, and whether they can be written.

import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import * as z from "zod/mini";
import { diskFiles } from "../host/files.ts";
import { defineNode } from "../sdk/define-node.ts";
import { assetFile, folder, paramsOf } from "../sdk/params.ts";
import { table } from "../sdk/ports.ts";
import type { AnyNode } from "../sdk/node-definition.ts";
import { outputIssues } from "./outputs.ts";
import type { PlannedNode } from "./types.ts";

const common = { version: 1, title: "Test", summary: "Test.", determinism: "pure", state: "none" } as const;
const words = { title: "Folder", help: "A folder." };

const reader = defineNode({
  ...common,
  kind: "reader",
  category: "sources",
  params: paramsOf({ path: folder(words) }),
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  schema: () => ({ outputs: {} }),
  async produce() {},
});

const writer = defineNode({
  ...common,
  kind: "writer",
  category: "actions",
  params: paramsOf({ path: folder(words), labels: assetFile({ ...words, default: "labels.txt" }) }),
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  schema: () => ({ outputs: {} }),
  plan: () => null,
  perform: () => {},
});

function node(id: string, definition: AnyNode, params: Record<string, unknown>): PlannedNode {
  const parsed = z.parse(definition.params, params);
  return { id, definition, params: parsed, facts: null } as unknown as PlannedNode;
}

function work(): string {
  const path = mkdtempSync(join(tmpdir(), "millrace-folders-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  mkdirSync(join(path, "pictures"));
  writeFileSync(join(path, "labels.txt"), "a\n");
  writeFileSync(join(path, "file"), "");
  return path;
}

function issues(nodes: readonly PlannedNode[]) {
  return outputIssues(nodes, diskFiles(work()), null, "error");
}

const read = node("in", reader, { path: "pictures" });

test("a folder that is not there yet can be written into", async () => {
  expect(await issues([read, node("out", writer, { path: "new/deep" })])).toEqual([]);
});

test("the folder that a source reads is refused, however it is spelt", async () => {
  const [issue] = await issues([read, node("out", writer, { path: "./pictures/" })]);
  expect(issue).toMatchObject({ code: "OUTPUT_IS_INPUT", node: "out", path: "params.path" });
  expect(issue.message).toBe('The output is the folder that "in" reads.');
});

test("a folder has one owner", async () => {
  const [issue] = await issues([
    node("a", writer, { path: "out" }),
    node("b", writer, { path: "out", labels: "x" }),
  ]);
  expect(issue).toMatchObject({
    code: "OUTPUT_SHARED",
    node: "b",
    message: '"a" writes into the same folder.',
  });
});

test("a file in its place is told before the run", async () => {
  expect(await issues([node("out", writer, { path: "file" })])).toMatchObject([
    { node: "out", severity: "error" },
  ]);
});

test("files of a model are read by an action, not written", async () => {
  expect(await issues([node("a", writer, { path: "a" }), node("b", writer, { path: "b" })])).toEqual([]);
});
