// A table and a model dropped on the editor become the workflow that `millrace new` makes of them.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { planScaffold, workflowFor } from "../../app/cli/scaffold.ts";
import { openServices } from "../../app/cli/session.ts";
import { addNode } from "../../app/renderer/edits/add.ts";
import type { Edit } from "../../app/renderer/edits/edit.ts";
import { graphOfFiles } from "../../app/renderer/gallery/graph-of-files.ts";
import { applyCommands } from "../../engine/document/apply.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { zipMapClassifier } from "../models/make.ts";
import { EngineClient } from "./engine-client.ts";

const EMPTY: WorkflowDocument = { format: "millrace", version: 1, nodes: [], edges: [], view: { nodes: {} } };
let folder: string;
let engine: EngineClient;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-start-"));
  engine = new EngineClient();
  await engine.call("session.open", { session: "s", folder, path: null, allowed: [folder] });
});

afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

/** What the editor makes of an edit that adds nodes. */
async function performed(document: WorkflowDocument, edit: Edit): Promise<WorkflowDocument> {
  const added = applyCommands(document, edit.commands);
  const nodes = edit.commands.flatMap((command) => (command.do === "add-node" ? [command.node.id] : []));
  const { commands } = await engine.call("plan.suited", { session: "s", document: added, nodes });
  return applyCommands(added, commands);
}

/** All but how nodes are called inside of the file, and where they stand. */
function plain({ nodes, edges }: WorkflowDocument) {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  const end = (port: string) => port.replace(/^[^.]+/, (id) => titles.get(id) ?? id);
  return {
    nodes: nodes.map(({ id: _, ...node }) => node),
    edges: edges.map(({ from, to }) => [end(from), end(to)]),
  };
}

test("spelled, named and wired the same", async () => {
  await writeFile(join(folder, "two.csv"), "a;b\r\n1,5;2\r\n2,5;1\r\n");
  await writeFile(join(folder, "iris.onnx"), zipMapClassifier(["setosa", "versicolor", "virginica"]));
  const [model, input, output] = ["iris.onnx", "two.csv", "scored.csv"].map((name) => join(folder, name));
  const services = openServices(folder);
  const made = await planScaffold(workflowFor(model, input, output, folder), [], services);
  await services.close();
  expect(made.document.nodes.map(({ params }) => params)).toEqual([
    { path: "two.csv" },
    { model: "iris.onnx", scoreNames: "classes" },
    { path: "scored.csv", delimiter: ";", decimal: "comma", lineEnd: "crlf" },
  ]);

  const kinds = new Map((await engine.call("catalog.kinds", {})).kinds.map((kind) => [kind.kind, kind]));
  const files = ["iris.onnx", "two.csv"].map((name) => ({ name, path: name }));
  const dropped = await performed(EMPTY, graphOfFiles(EMPTY, kinds, files)!);
  const writer = addNode(dropped, kinds.get("write-csv")!, {
    at: { x: 0, y: 0 },
    params: { path: "scored.csv" },
    title: "scored.csv",
    from: { node: dropped.nodes[1].id, port: "out", side: "output" },
    kinds,
  });
  expect(plain(await performed(dropped, writer))).toEqual(plain(made.document));
});
