// How does a fitted model become an ONNX file? Each column is an input of its own; words become numbers inside the file.

import { onnxModel, type AttributeValue, type OnnxNode, type TensorInfo } from "../../models/onnx/build.ts";
import { ensembleNode, leavesOf, NO_TREE, nodeAttributes } from "../ensemble-node.ts";
import { learned, middleOf, orderingNodes } from "../to-onnx.ts";
import type { BoostedTrees } from "../tree.ts";
import type { Encoding, WordCodes } from "./encode.ts";
import type { FittedTrees } from "./fit-trees.ts";
import type { Task } from "./target.ts";

export interface ModelParts {
  readonly names: OutputNames;
  readonly task: Task;
  readonly encodings: readonly Encoding[];
  readonly fitted: FittedTrees;
  /** What stands in the file about the model. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Names of the columns that the model adds: the number, each quantile, or the class and the shares of all. */
export interface OutputNames {
  readonly number: string;
  readonly quantiles: readonly string[];
  readonly label: string;
  readonly shares: string;
}

/** `taken`: the columns that the rows have already. */
export function outputNames(target: string, task: Task, taken: readonly string[]): OutputNames {
  const known = new Set(taken);
  const free = (name: string, n = 2): string => {
    if (!known.has(name) && !known.has(learned(name))) return name;
    return known.has(`${name}_${n}`) ? free(name, n + 1) : `${name}_${n}`;
  };
  const alphas = task.kind === "quantiles" ? task.alphas : [];
  return {
    number: free(`${target}_predicted`),
    // 0.05 becomes p5, 0.999 becomes p99.9.
    quantiles: alphas.map((alpha) => free(`${target}_p${Number((alpha * 100).toFixed(6))}`)),
    label: free(`${target}_predicted`),
    shares: free(`${target}_probability`),
  };
}

/** The bytes of the model; equal parts give equal bytes. A missing number goes in as NaN, a missing word as "". */
export function modelFile(parts: ModelParts): Uint8Array {
  const { encodings, task, metadata, names } = parts;
  const taken = new Set([...encodings.map(({ source }) => source), ...outputsOf(names)]);
  // Columns may be called anything, and no name may be given twice in a graph.
  const inner = (name: string): string => (taken.has(name) ? inner(`${name}_`) : name);
  const ready = inner("features");
  const { nodes, outputs } = treesOf(parts, ready, inner);
  return onnxModel({
    name: "trained-table",
    inputs: encodings.map(({ source, codes }) => ({
      name: source,
      dtype: codes ? "string" : "float32",
      shape: ["N", 1],
    })),
    outputs,
    nodes: [...featureNodes(encodings, ready, inner), ...nodes],
    metadata: {
      ...metadata,
      ...(task.kind === "classes" && { classes: JSON.stringify(task.names) }),
    },
  });
}

function outputsOf({ number, quantiles, label, shares }: OutputNames): string[] {
  return [number, ...quantiles, label, shares];
}

function featureNodes(
  encodings: readonly Encoding[],
  ready: string,
  inner: (name: string) => string,
): OnnxNode[] {
  const nodes: OnnxNode[] = [];
  const columns: string[] = [];
  for (const { source, codes } of encodings) {
    if (!codes) columns.push(source);
    codes?.forEach((each, i) => {
      const column = inner(`words_${nodes.length}`);
      nodes.push(wordNode(`${source}_words_${i}`, source, column, each));
      columns.push(column);
    });
  }
  nodes.push({
    op: "Concat",
    name: "features",
    inputs: columns,
    outputs: [ready],
    attributes: { axis: { int: 1 } },
  });
  return nodes;
}

function wordNode(
  name: string,
  input: string,
  output: string,
  { words, values, other }: WordCodes,
): OnnxNode {
  return {
    op: "LabelEncoder",
    domain: "ai.onnx.ml",
    name,
    inputs: [input],
    outputs: [output],
    attributes: {
      keys_strings: { strings: words },
      values_floats: { floats: values },
      default_float: { float: other },
    },
  };
}

interface TreesInGraph {
  readonly nodes: readonly OnnxNode[];
  readonly outputs: readonly TensorInfo[];
}

function treesOf(parts: ModelParts, ready: string, inner: (name: string) => string): TreesInGraph {
  const { names, task, fitted } = parts;
  switch (task.kind) {
    case "number":
      return {
        nodes: [numberNode("trees", ready, names.number, fitted[0])],
        outputs: [{ name: names.number, dtype: "float32", shape: ["N", 1] }],
      };
    case "quantiles":
      return quantileTrees(names.quantiles, parts, ready);
    case "classes":
      return classTrees(names, task, fitted, ready, inner);
  }
}

function numberNode(name: string, input: string, output: string, { trees, base }: BoostedTrees): OnnxNode {
  return ensembleNode(name, input, output, { trees, bases: [base] });
}

function quantileTrees(names: readonly string[], { fitted }: ModelParts, ready: string): TreesInGraph {
  const middle = middleOf(names);
  return {
    nodes: [
      ...names.map((name, i) =>
        numberNode(`trees_${i}`, ready, i === middle ? name : learned(name), fitted[i]),
      ),
      ...orderingNodes(names),
    ],
    outputs: names.map((name) => ({ name, dtype: "float32", shape: ["N", 1] })),
  };
}

function classTrees(
  { label, shares }: OutputNames,
  task: Extract<Task, { kind: "classes" }>,
  fitted: FittedTrees,
  ready: string,
  inner: (name: string) => string,
): TreesInGraph {
  const isBool = task.type === "bool";
  const named = isBool ? inner("class") : label;
  const dtype = task.type === "text" ? "string" : isBool ? "bool" : "int64";
  const nodes: OnnxNode[] = [
    {
      op: "TreeEnsembleClassifier",
      domain: "ai.onnx.ml",
      name: "trees",
      inputs: [ready],
      outputs: [named, shares],
      attributes: classifierAttributes(task, fitted),
    },
  ];
  // BOOL is 9 among the element types of ONNX.
  if (isBool)
    nodes.push({
      op: "Cast",
      name: "label",
      inputs: [named],
      outputs: [label],
      attributes: { to: { int: 9 } },
    });
  return {
    nodes,
    outputs: [
      { name: label, dtype, shape: ["N"] },
      { name: shares, dtype: "float32", shape: ["N", task.names.length] },
    ],
  };
}

/**
 * Of two classes each leaf says half of its answer for the second and half against the first: their difference is then
 * the log of the odds, and a leaf that spoke for one class only would be read in another way. The base is a tree of one
 * leaf, because onnxruntime takes two base values for something else than the standard does.
 */
function classifierAttributes(
  { names, type }: Extract<Task, { kind: "classes" }>,
  fitted: FittedTrees,
): Record<string, AttributeValue> {
  const isPair = names.length === 2;
  const ensembles = fitted.map(({ trees, base }) => [{ ...NO_TREE, value: Float32Array.of(base) }, ...trees]);
  const trees = ensembles.flat();
  const classOfTree = ensembles.flatMap((own, k) => own.map(() => k));
  const votes = leavesOf(trees).flatMap(({ treeId, id, weight: value }) =>
    isPair
      ? [
          { treeId, id, code: 0, value: -value / 2 },
          { treeId, id, code: 1, value: value / 2 },
        ]
      : [{ treeId, id, code: classOfTree[treeId], value }],
  );
  return {
    ...(type === "text"
      ? { classlabels_strings: { strings: names } }
      : { classlabels_int64s: { ints: names.map((name, k) => (type === "bool" ? k : Number(name))) } }),
    post_transform: { string: "SOFTMAX" },
    ...nodeAttributes(trees),
    class_treeids: { ints: votes.map((vote) => vote.treeId) },
    class_nodeids: { ints: votes.map((vote) => vote.id) },
    class_ids: { ints: votes.map((vote) => vote.code) },
    class_weights: { floats: votes.map((vote) => vote.value) },
  };
}
