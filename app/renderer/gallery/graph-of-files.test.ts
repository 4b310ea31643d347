import { expect, test } from "vitest";
import { applyCommands } from "../../../engine/document/apply.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { KindDescription, ParamDescription } from "../../bridge/shapes.ts";
import { graphOfFiles } from "./graph-of-files.ts";
import { dataEndings } from "./reader-of.ts";

const EMPTY: WorkflowDocument = { format: "millrace", version: 1, nodes: [], edges: [], view: { nodes: {} } };
const table = { flow: "table" } as const;

function kind(
  name: string,
  category: KindDescription["category"],
  control: ParamDescription["control"],
  extensions: readonly string[],
): KindDescription {
  const param: ParamDescription = {
    name: "path",
    title: "File",
    help: "",
    control,
    anyModel: control === "model",
    extensions,
    required: true,
    schema: {},
  };
  return {
    kind: name,
    version: 1,
    category,
    field: "tables",
    title: name,
    summary: "",
    keywords: [],
    presets: [],
    params: [param],
    inputs: category === "sources" ? {} : { in: table },
    outputs: { out: table, error: table },
    dynamicOutputs: false,
    effects: [],
    determinism: "pure",
    state: "none",
    canFit: false,
  };
}

const KINDS = new Map(
  [
    kind("network", "models", "model", ["onnx"]),
    kind("rows", "sources", "file", ["csv", "tsv"]),
    kind("writer", "actions", "file", ["csv"]),
    kind("labels", "models", "file", ["txt"]),
  ].map((each) => [each.kind, each]),
);

test("a model and its data are wired, in whatever order they come", () => {
  const files = ["net.ONNX", "data.csv"].map((name) => ({ name, path: name }));
  const edit = graphOfFiles(EMPTY, KINDS, files)!;
  const { nodes, edges } = applyCommands(EMPTY, edit.commands);
  expect(nodes.map(({ kind, title, params }) => [kind, title, params])).toEqual([
    ["rows", "data.csv", { path: "data.csv" }],
    ["network", "net.ONNX", { path: "net.ONNX" }],
  ]);
  expect(edges).toEqual([{ from: "rows.out", to: "network.in" }]);
  expect(edit.select?.nodes).toEqual(["network"]);
});

test("data that comes later is wired to nothing, a model that comes later to the data", () => {
  const first = applyCommands(
    EMPTY,
    graphOfFiles(EMPTY, KINDS, [{ name: "a.csv", path: "a.csv" }])!.commands,
  );
  const then = graphOfFiles(first, KINDS, [{ name: "net.onnx", path: "net.onnx" }])!;
  expect(applyCommands(first, then.commands).edges).toEqual([{ from: "rows.out", to: "network.in" }]);
});

test("files that nothing reads are left out", () => {
  expect(graphOfFiles(EMPTY, KINDS, [{ name: "letter.docx", path: "letter.docx" }])).toBeNull();
  expect(graphOfFiles(EMPTY, KINDS, [{ name: "words.txt", path: "words.txt" }])).toBeNull();
});

test("endings of data are those of sources", () => expect(dataEndings(KINDS)).toEqual(["csv", "tsv"]));
