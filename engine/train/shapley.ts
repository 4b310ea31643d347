// How much does each feature add to an answer? Exact Shapley values against a background, again as trees.
//
// v(S) is the mean answer over the background rows when the features of S are taken from the row asked about (the
// interventional game of Lundberg et al., From local explanations to global understanding with explainable AI for trees,
// 2020). For one tree v depends on the row only by which way it goes at each split. So a tree of few splits becomes one
// that asks all of them in turn, and whose leaves hold the finished values: exact, and computed by any ONNX runtime.

import type { LeafWeight, WeightedTree } from "./ensemble-node.ts";
import type { BoostedTrees, Tree } from "./tree.ts";

/** A tree with n splits becomes one with 2^n leaves. */
const MOST_SPLITS = 8;

export interface ShapleyTrees {
  readonly features: number;
  /** The mean answer over the background: what the values of a row add up from to its answer. */
  readonly base: number;
  /** Leaves add to the feature of the same number. */
  readonly trees: readonly WeightedTree[];
}

/** Trees whose sums are the Shapley values of the model's answer. Throws for a tree with more than eight splits. */
export function shapleyTrees(model: BoostedTrees, background: readonly Float64Array[]): ShapleyTrees {
  const narrow = background.map((column) => Float32Array.from(column));
  const parts = model.trees.map((tree) => shapleyTree(tree, narrow));
  const base = parts.reduce((sum, part) => sum + part.mean, model.base);
  return { features: model.features, base, trees: parts.map(({ tree }) => tree) };
}

function shapleyTree(tree: Tree, background: readonly Float32Array[]): { tree: WeightedTree; mean: number } {
  const splits = Array.from(tree.feature, (feature, id) => ({ feature, id })).filter(
    ({ feature }) => feature >= 0,
  );
  if (splits.length > MOST_SPLITS)
    throw new RangeError(
      `A tree has ${splits.length} splits, and ${MOST_SPLITS} are the most: train with fewer leaves.`,
    );
  const patterns = countPatterns(tree, splits, background);
  const players = [...new Set(splits.map(({ feature }) => feature))];
  const value = (own: number, from: number) => meanAnswer(tree, splits, patterns, own, from);
  const leaves = Array.from({ length: 2 ** splits.length }, (_, own) =>
    shapleyValues(splits, players, own, value),
  );
  return { tree: askInTurn(tree, splits, leaves), mean: value(0, 0) };
}

interface Split {
  readonly feature: number;
  /** The node of the tree. */
  readonly id: number;
}

/** How many background rows go which way at the splits: bit i of a pattern is 1 where split i sends a row to the left. */
function countPatterns(
  tree: Tree,
  splits: readonly Split[],
  background: readonly Float32Array[],
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let row = 0; row < background[0].length; row++) {
    let pattern = 0;
    splits.forEach(({ feature, id }, bit) => {
      const value = background[feature][row];
      const goesLeft = value <= tree.threshold[id] || (Number.isNaN(value) && tree.missingLeft[id] === 1);
      if (goesLeft) pattern |= 1 << bit;
    });
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  return counts;
}

/** The mean answer where the splits in `from` (bits) go as the row asked about does, and the others as the background. */
function meanAnswer(
  tree: Tree,
  splits: readonly Split[],
  patterns: ReadonlyMap<number, number>,
  own: number,
  from: number,
): number {
  const bitOf = new Map(splits.map(({ id }, bit) => [id, bit]));
  let sum = 0;
  let rows = 0;
  for (const [pattern, count] of patterns) {
    const ways = (own & from) | (pattern & ~from);
    let node = 0;
    while (tree.feature[node] >= 0)
      node = (ways >> bitOf.get(node)!) & 1 ? tree.left[node] : tree.right[node];
    sum += count * tree.value[node];
    rows += count;
  }
  return sum / rows;
}

/** The mean, over all orders in which the features can come, of what each changes when its turn comes. */
function shapleyValues(
  splits: readonly Split[],
  players: readonly number[],
  own: number,
  value: (own: number, from: number) => number,
): LeafWeight[] {
  const bitsOf = (set: number) =>
    splits.reduce((bits, { feature }, bit) => {
      return (set >> players.indexOf(feature)) & 1 ? bits | (1 << bit) : bits;
    }, 0);
  const values = Array.from({ length: 2 ** players.length }, (_, set) => value(own, bitsOf(set)));
  return players.map((target, player) => {
    let weight = 0;
    values.forEach((before, set) => {
      if ((set >> player) & 1) return;
      weight += orderShare(players.length, sizeOf(set)) * (values[set | (1 << player)] - before);
    });
    return { target, weight };
  });
}

/** The share of orders in which exactly a given set of this size comes before a given player. */
function orderShare(players: number, size: number): number {
  let share = 1 / players;
  for (let i = 1; i <= size; i++) share *= i / (players - i);
  return share;
}

function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest > 0; rest >>= 1) size += rest & 1;
  return size;
}

/** A full tree: level i asks split i, whatever the ones before said. Node n has the children 2n + 1 and 2n + 2. */
function askInTurn(tree: Tree, splits: readonly Split[], leaves: readonly LeafWeight[][]): WeightedTree {
  const inner = 2 ** splits.length - 1;
  const nodes = Array.from({ length: 2 * inner + 1 }, (_, node) => node);
  const split = (node: number) => splits[Math.floor(Math.log2(node + 1))];
  const ofSplit = <T>(node: number, of: (split: Split) => T, otherwise: T) =>
    node < inner ? of(split(node)) : otherwise;
  return {
    feature: Int32Array.from(nodes, (node) => ofSplit(node, ({ feature }) => feature, -1)),
    threshold: Float32Array.from(nodes, (node) => ofSplit(node, ({ id }) => tree.threshold[id], 0)),
    left: Int32Array.from(nodes, (node) => (node < inner ? 2 * node + 1 : -1)),
    right: Int32Array.from(nodes, (node) => (node < inner ? 2 * node + 2 : -1)),
    missingLeft: Uint8Array.from(nodes, (node) => ofSplit(node, ({ id }) => tree.missingLeft[id], 0)),
    value: new Float32Array(nodes.length),
    weights: nodes.map((node) => (node < inner ? [] : leaves[patternOf(node)])),
  };
}

/** Which way a row went at each level to come to this leaf. */
function patternOf(leaf: number): number {
  let pattern = 0;
  for (let node = leaf; node > 0; node = (node - 1) >> 1) {
    const level = Math.floor(Math.log2(((node - 1) >> 1) + 1));
    if (node % 2 === 1) pattern |= 1 << level;
  }
  return pattern;
}
