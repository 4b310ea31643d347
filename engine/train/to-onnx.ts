// How do boosted trees become a standard ONNX model? One TreeEnsembleRegressor per output.

import { onnxModel, type AttributeValue, type OnnxNode } from "../models/onnx/build.ts";
import type { BoostedTrees, Tree } from "./tree.ts";

export interface TreeOutput {
  /** Name of the model's output, float32[N,1]. */
  readonly name: string;
  readonly trees: BoostedTrees;
  /** Index of a feature that is added to what the trees say, because they learned the difference to it. */
  readonly plusFeature?: number;
}

export interface TreeModel {
  /** Name of the model's input, float32[N, features]; NaN = missing. */
  readonly input: string;
  readonly outputs: readonly TreeOutput[];
  /**
   * The outputs are quantiles in ascending order: they may not cross. Each one is raised to the one before it,
   * starting from the middle one and going outwards, so the middle one stays as it was learned.
   */
  readonly ascending?: boolean;
  /** What stands in the file about the model: feature names, target, where the data came from. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The bytes of a model of boosted trees; equal models give equal bytes. */
export function boostedTreesToOnnx({
  input,
  outputs,
  ascending = false,
  metadata = {},
}: TreeModel): Uint8Array {
  const features = outputs[0].trees.features;
  const names = outputs.map((output) => output.name);
  const unordered = new Set(ascending ? names.filter((_, i) => i !== middleOf(names)) : []);
  const added = [...new Set(outputs.flatMap((output) => output.plusFeature ?? []))];
  return onnxModel({
    name: "boosted-trees",
    inputs: [{ name: input, dtype: "float32", shape: ["N", features] }],
    outputs: names.map((name) => ({ name, dtype: "float32", shape: ["N", 1] })),
    nodes: [
      ...added.map((feature) => featureNode(input, feature)),
      ...outputs.flatMap((output) =>
        outputNodes(input, output, unordered.has(output.name) ? learned(output.name) : output.name),
      ),
      ...(ascending ? orderingNodes(names) : []),
    ],
    initializers: added.map((feature) => ({
      name: `index_${feature}`,
      dtype: "int64",
      shape: [1],
      data: BigInt64Array.of(BigInt(feature)),
    })),
    metadata,
  });
}

/** Takes one feature out of the input, float32[N,1]. */
function featureNode(input: string, feature: number): OnnxNode {
  const attributes = { axis: { int: 1 } };
  return { op: "Gather", inputs: [input, `index_${feature}`], outputs: [`feature_${feature}`], attributes };
}

function outputNodes(input: string, { name, trees, plusFeature }: TreeOutput, result: string): OnnxNode[] {
  if (plusFeature === undefined) return [ensembleNode(`trees_${name}`, input, result, trees)];
  const difference = `${name}_difference`;
  return [
    ensembleNode(`trees_${name}`, input, difference, trees),
    { op: "Add", name: `add_${name}`, inputs: [difference, `feature_${plusFeature}`], outputs: [result] },
  ];
}

/** An output as its trees give it, before the outputs are put in order. */
export function learned(name: string): string {
  return `${name}_learned`;
}

/** Min and Max nodes from the middle output outwards. */
export function orderingNodes(names: readonly string[]): OnnxNode[] {
  const middle = middleOf(names);
  const nodes: OnnxNode[] = [];
  for (let i = middle - 1; i >= 0; i--) nodes.push(order("Min", names[i], names[i + 1]));
  for (let i = middle + 1; i < names.length; i++) nodes.push(order("Max", names[i], names[i - 1]));
  return nodes;
}

/** The place of the middle one of several outputs. */
export function middleOf(names: readonly string[]): number {
  return Math.floor((names.length - 1) / 2);
}

function order(op: "Min" | "Max", name: string, neighbour: string): OnnxNode {
  return { op, name: `order_${name}`, inputs: [learned(name), neighbour], outputs: [name] };
}

/** Trees that say one number a row. */
export function ensembleNode(
  name: string,
  input: string,
  output: string,
  { trees, base }: BoostedTrees,
): OnnxNode {
  const attributes = ensembleAttributes(trees.length > 0 ? trees : [NO_TREE], base);
  return {
    op: "TreeEnsembleRegressor",
    domain: "ai.onnx.ml",
    name,
    inputs: [input],
    outputs: [output],
    attributes,
  };
}

/** An ensemble may not be empty: a model of nothing but its base has one leaf that adds nothing. */
export const NO_TREE: Tree = {
  feature: Int32Array.of(-1),
  threshold: Float32Array.of(0),
  left: Int32Array.of(-1),
  right: Int32Array.of(-1),
  missingLeft: Uint8Array.of(0),
  value: Float32Array.of(0),
};

function ensembleAttributes(trees: readonly Tree[], base: number): Record<string, AttributeValue> {
  const leaves = leavesOf(trees);
  return {
    n_targets: { int: 1 },
    aggregate_function: { string: "SUM" },
    post_transform: { string: "NONE" },
    base_values: { floats: [base] },
    ...nodeAttributes(trees),
    target_treeids: { ints: leaves.map((leaf) => leaf.treeId) },
    target_nodeids: { ints: leaves.map((leaf) => leaf.id) },
    target_ids: { ints: leaves.map(() => 0) },
    target_weights: { floats: leaves.map((leaf) => leaf.value) },
  };
}

export interface NumberedLeaf {
  readonly treeId: number;
  readonly id: number;
  readonly value: number;
}

export function leavesOf(trees: readonly Tree[]): NumberedLeaf[] {
  return trees.flatMap((tree, treeId) =>
    Array.from(tree.feature, (feature, id) => ({ treeId, id, feature, value: tree.value[id] })).filter(
      ({ feature }) => feature < 0,
    ),
  );
}

/** All nodes of all trees, one list for each property; leaves are nodes too. */
export function nodeAttributes(trees: readonly Tree[]): Record<string, AttributeValue> {
  const nodes = trees.flatMap((tree, treeId) =>
    Array.from(tree.feature, (feature, id) => ({ tree, treeId, id, feature })),
  );
  return {
    nodes_treeids: { ints: nodes.map((node) => node.treeId) },
    nodes_nodeids: { ints: nodes.map((node) => node.id) },
    nodes_featureids: { ints: nodes.map((node) => Math.max(0, node.feature)) },
    nodes_modes: { strings: nodes.map((node) => (node.feature < 0 ? "LEAF" : "BRANCH_LEQ")) },
    nodes_values: { floats: nodes.map((node) => node.tree.threshold[node.id]) },
    nodes_truenodeids: { ints: nodes.map((node) => Math.max(0, node.tree.left[node.id])) },
    nodes_falsenodeids: { ints: nodes.map((node) => Math.max(0, node.tree.right[node.id])) },
    nodes_missing_value_tracks_true: { ints: nodes.map((node) => node.tree.missingLeft[node.id]) },
  };
}
