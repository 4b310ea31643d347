// The work of the CSV benchmarks as a workflow file, and the command that runs it.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CACHE } from "../data.mjs";

const work = JSON.parse(readFileSync(new URL("../work.json", import.meta.url), "utf8"));
const CLI = `${CACHE}dist/cli.js`;

/** `passing` is how many nodes stand behind the source that only hand rows on. */
export function millraceVariant({
  mode,
  threads,
  pinned,
  input,
  model,
  output,
  passing = 0,
  name = "millrace",
}) {
  const path = `${CACHE}${mode}${passing || ""}.millrace.json`;
  writeFileSync(path, JSON.stringify(workflow({ mode, input, model, output, passing }), null, 2));
  const command = [process.execPath, CLI, "run", path, "--quiet", "--threads", String(threads)];
  return { name, pinned, output, command };
}

function workflow({ mode, input, model, output, passing }) {
  const sources = mode === "slim" ? work.columns.slice(0, 1) : work.columns;
  const columns = [...sources, "label", "score"];
  const nodes = [
    { id: "rows", kind: "csv", params: { path: input } },
    ...Array.from({ length: passing }, (_, i) => ({ id: `pass${i}`, kind: "rename", params: { names: {} } })),
    {
      id: "scale",
      kind: "standardize",
      params: { columns: work.columns, mean: work.means, scale: work.stds, output: "features" },
    },
    {
      id: "classify",
      kind: "onnx",
      params: { model, inputs: { x: "features" }, outputs: "tensor" },
    },
    { id: "top", kind: "top-class", params: { columns: ["y"], labels: work.labels } },
    { id: "sure", kind: "filter", params: { condition: `score >= ${work.threshold}` } },
    { id: "write", kind: mode === "jsonl" ? "write-jsonl" : "write-csv", params: { path: output, columns } },
  ];
  return {
    format: "millrace",
    version: 1,
    nodes: nodes.map((node) => ({ ...node, version: 1, title: node.id })),
    edges: nodes.slice(1).map(({ id }, i) => ({ from: `${nodes[i].id}.out`, to: `${id}.in` })),
    view: { nodes: {} },
  };
}
