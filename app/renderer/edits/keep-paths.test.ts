import { expect, test } from "vitest";
import type { KindDescription } from "../../bridge/shapes.ts";
import { applyCommands } from "../../../engine/document/apply.ts";
import type { NodeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import { keepPaths } from "./keep-paths.ts";

const kind = (name: string, params: Record<string, string>) =>
  ({
    kind: name,
    params: Object.entries(params).map(([param, control]) => ({ name: param, control })),
  }) as unknown as KindDescription;
const kinds = new Map([
  ["read", kind("read", { path: "file", folder: "folder", text: "text" })],
  ["model", kind("model", { model: "model" })],
]);
const workflow = (...nodes: Partial<NodeDocument>[]): WorkflowDocument => ({
  format: "millrace",
  version: 1,
  nodes: nodes.map((node, at) => ({
    id: `n${at}`,
    kind: "read",
    version: 1,
    title: "",
    params: {},
    ...node,
  })),
  edges: [],
  view: { nodes: {} },
});
const paramsOf = (document: WorkflowDocument, from: string, to: string) => {
  const edit = keepPaths(document, kinds, from, to);
  return edit && applyCommands(document, edit.commands).nodes;
};

test.each([
  ["data/x.csv", "/home/me/work", "/home/me/work/copy", "../data/x.csv"],
  ["../x.csv", "/home/me/work/copy", "/home/me/work", "x.csv"],
  ["x.csv", "/home/me/work", "/elsewhere", "/home/me/work/x.csv"],
  ["x.csv", "C:\\work\\a\\b", "C:\\work\\a\\c", "../b/x.csv"],
])("%s of %s, moved to %s, becomes %s", (path, from, to, expected) => {
  const [node] = paramsOf(workflow({ params: { path, text: path } }), from, to)!;
  expect(node.params).toEqual({ path: expected, text: path });
});

test("folders, models and the params of a fallback follow too; absolute, empty and unknown ones stay", () => {
  const nodes = paramsOf(
    workflow(
      { params: { path: "/data/x.csv", folder: "pictures" } },
      {
        kind: "model",
        params: { model: "a.onnx" },
        rescue: { retries: 2, fallback: { use: "params", params: { model: "b.onnx" } } },
      },
      { params: { path: "" } },
      { kind: "not-there", params: { path: "x.csv" } },
    ),
    "/home/me/work",
    "/home/me/work/copy",
  )!;
  expect(nodes.map(({ params }) => params)).toEqual([
    { path: "/data/x.csv", folder: "../pictures" },
    { model: "../a.onnx" },
    { path: "" },
    { path: "x.csv" },
  ]);
  expect(nodes[1].rescue).toMatchObject({
    retries: 2,
    fallback: { use: "params", params: { model: "../b.onnx" } },
  });
});

test("in the same folder there is nothing to do", () => {
  expect(paramsOf(workflow({ params: { path: "x.csv" } }), "/work", "/work")).toBeNull();
});
