// What the built program does so that the code of a usual start is compiled: small workflows over the common kinds.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onnxModel } from "../engine/models/onnx/build.ts";

const COLUMNS = ["a", "b"];

interface SampleNode {
  readonly id: string;
  readonly kind: string;
  readonly params: object;
  readonly rescue?: object;
}

/** Writes the samples into a folder; the arguments of each `millrace` call. */
export function writeSamples(folder: string): readonly (readonly string[])[] {
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  const flow = (name: string, nodes: readonly SampleNode[]) => {
    write(`${name}.millrace.json`, JSON.stringify(chain(nodes)));
    return ["run", join(folder, `${name}.millrace.json`)];
  };
  write("model.onnx", model());
  write("rows.csv", "id,a,b,note\n1,0.5,-1.25,n1\n2,1.5,2,n2\n3,-3,0.125,n3\n");
  const inline = { id: "rows", kind: "inline", params: { rows: [{ a: 1, b: 2 }] } };
  const print = { id: "print", kind: "print-table", params: {} };
  const onnx = (params: object = {}) => ({
    id: "onnx",
    kind: "onnx",
    params: { model: "model.onnx", ...params },
  });
  return [
    [...flow("inline", [inline, onnx(), print]), "--quiet"],
    flow("csv", [
      { id: "csv", kind: "csv", params: { path: "rows.csv" } },
      {
        id: "scale",
        kind: "standardize",
        params: { columns: COLUMNS, mean: [0, 1], scale: [1, 2], output: "features" },
      },
      onnx({ inputs: { x: "features" }, outputs: "tensor" }),
      { id: "top", kind: "top-class", params: { columns: ["y"], labels: ["low", "high"] } },
      { id: "filter", kind: "filter", params: { condition: "score >= 0.5 && note != ''" } },
      { id: "formula", kind: "formula", params: { columns: { twice: "a * 2" } } },
      { id: "write", kind: "write-csv", params: { path: "scored.csv" } },
    ]),
    // A thread and a process of their own.
    flow("lane", [inline, onnx({ placement: "lane" }), print]),
    flow("child", [inline, { ...onnx(), rescue: { timeoutMs: 60_000 } }, print]),
  ];
}

function chain(nodes: readonly SampleNode[]): object {
  return {
    format: "millrace",
    version: 1,
    nodes: nodes.map((node) => ({ version: 1, title: node.id, ...node })),
    edges: nodes.slice(1).map(({ id }, i) => ({ from: `${nodes[i].id}.out`, to: `${id}.in` })),
    view: { nodes: {} },
  };
}

/** y = softmax(x · w), with as many columns in as out. */
function model(): Uint8Array {
  return onnxModel({
    inputs: [{ name: "x", dtype: "float32", shape: ["N", COLUMNS.length] }],
    outputs: [{ name: "y", dtype: "float32", shape: ["N", COLUMNS.length] }],
    nodes: [
      { op: "MatMul", inputs: ["x", "w"], outputs: ["z"] },
      { op: "Softmax", inputs: ["z"], outputs: ["y"], attributes: { axis: { int: -1 } } },
    ],
    initializers: [
      {
        name: "w",
        dtype: "float32",
        shape: [COLUMNS.length, COLUMNS.length],
        data: Float32Array.of(1, 0.5, -0.5, 1),
      },
    ],
  });
}
