// How do boosted trees become a standard ONNX model? One TreeEnsembleRegressor per output.

import { onnxModel, type OnnxNode } from "../models/onnx/build.ts";
import { ensembleNode } from "./ensemble-node.ts";
import type { ShapleyTrees } from "./shapley.ts";
import type { BoostedTrees } from "./tree.ts";

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
  /** One more output, float32[N, features]: how much each feature adds to the answer of one of the others. */
  readonly factors?: { readonly name: string; readonly of: ShapleyTrees };
  /** What stands in the file about the model: feature names, target, where the data came from. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The bytes of a model of boosted trees; equal models give equal bytes. */
export function boostedTreesToOnnx({
  input,
  outputs,
  ascending = false,
  factors,
  metadata = {},
}: TreeModel): Uint8Array {
  const features = outputs[0].trees.features;
  const names = outputs.map((output) => output.name);
  const unordered = new Set(ascending ? names.filter((_, i) => i !== middleOf(names)) : []);
  const added = [...new Set(outputs.flatMap((output) => output.plusFeature ?? []))];
  return onnxModel({
    name: "boosted-trees",
    inputs: [{ name: input, dtype: "float32", shape: ["N", features] }],
    outputs: [
      ...names.map((name) => ({ name, dtype: "float32" as const, shape: ["N", 1] })),
      ...(factors ? [{ name: factors.name, dtype: "float32" as const, shape: ["N", features] }] : []),
    ],
    nodes: [
      ...added.map((feature) => featureNode(input, feature)),
      ...outputs.flatMap((output) =>
        outputNodes(input, output, unordered.has(output.name) ? learned(output.name) : output.name),
      ),
      ...(ascending ? orderingNodes(names) : []),
      ...(factors ? [factorsNode(input, factors.name, factors.of)] : []),
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
  const ensemble = { trees: trees.trees, bases: [trees.base] };
  if (plusFeature === undefined) return [ensembleNode(`trees_${name}`, input, result, ensemble)];
  const difference = `${name}_difference`;
  return [
    ensembleNode(`trees_${name}`, input, difference, ensemble),
    { op: "Add", name: `add_${name}`, inputs: [difference, `feature_${plusFeature}`], outputs: [result] },
  ];
}

function factorsNode(input: string, name: string, { features, trees }: ShapleyTrees): OnnxNode {
  return ensembleNode(`trees_${name}`, input, name, { trees, bases: new Array<number>(features).fill(0) });
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
