// How do trees stand in an ONNX graph? As one TreeEnsembleRegressor: lists over all nodes, and the weights of all leaves.

import type { AttributeValue, OnnxNode } from "../models/onnx/build.ts";
import type { Tree } from "./tree.ts";

/** A tree whose leaves add to one target or to several; without `weights` its value goes to target 0. */
export type WeightedTree = Tree & {
  /** By node: what a leaf adds to which target. */
  readonly weights?: readonly (readonly LeafWeight[])[];
};

export interface LeafWeight {
  readonly target: number;
  readonly weight: number;
}

export interface Ensemble {
  readonly trees: readonly WeightedTree[];
  /** What is added to the sum of the trees, for each target. */
  readonly bases: readonly number[];
}

/** A node with the output float32[N, bases.length]. */
export function ensembleNode(name: string, input: string, output: string, ensemble: Ensemble): OnnxNode {
  return {
    op: "TreeEnsembleRegressor",
    domain: "ai.onnx.ml",
    name,
    inputs: [input],
    outputs: [output],
    attributes: attributes(ensemble.trees.length > 0 ? ensemble.trees : [NO_TREE], ensemble.bases),
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

function attributes(
  trees: readonly WeightedTree[],
  bases: readonly number[],
): Record<string, AttributeValue> {
  const leaves = leavesOf(trees);
  return {
    n_targets: { int: bases.length },
    aggregate_function: { string: "SUM" },
    post_transform: { string: "NONE" },
    base_values: { floats: bases },
    ...nodeAttributes(trees),
    target_treeids: { ints: leaves.map((leaf) => leaf.treeId) },
    target_nodeids: { ints: leaves.map((leaf) => leaf.id) },
    target_ids: { ints: leaves.map((leaf) => leaf.target) },
    target_weights: { floats: leaves.map((leaf) => leaf.weight) },
  };
}

export interface NumberedLeaf extends LeafWeight {
  readonly treeId: number;
  readonly id: number;
}

/** What all leaves of all trees add, one entry for each target of a leaf. */
export function leavesOf(trees: readonly WeightedTree[]): NumberedLeaf[] {
  return trees.flatMap((tree, treeId) =>
    Array.from(tree.feature, (feature, id) => ({ feature, id }))
      .filter(({ feature }) => feature < 0)
      .flatMap(({ id }) =>
        (tree.weights?.[id] ?? [{ target: 0, weight: tree.value[id] }]).map((leaf) => ({
          treeId,
          id,
          ...leaf,
        })),
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
