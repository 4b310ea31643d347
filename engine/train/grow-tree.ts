// How does one tree grow? Best leaf first: the leaf whose split reduces the loss most is split next.

import { MISSING_BIN, type BinnedColumn } from "./bins.ts";
import type { Histogram, Histograms } from "./histogram.ts";
import { bestSplit, type Split, type SplitRules } from "./split.ts";
import type { Tree } from "./tree.ts";

// Where modules are run one by one, as in tests, an imported constant is looked up each time.
const MISSING = MISSING_BIN;

export interface GrowthRules extends SplitRules {
  readonly maxLeaves: number;
  readonly maxDepth: number;
}

/** What a tree is grown on. */
export interface GrowthData {
  readonly columns: readonly BinnedColumn[];
  /** Of these columns. */
  readonly histograms: Histograms;
  /** Features this tree may use, ascending. */
  readonly features: Int32Array;
  /** Rows this tree sees, ascending. */
  readonly rows: Int32Array;
  /** Which way each row pulls; indexed by row. */
  readonly pull: Float64Array;
  /** How much each row weighs (the second derivative of its loss); null where all weigh 1. */
  readonly weight?: Float64Array | null;
}

interface Leaf {
  readonly node: number;
  readonly depth: number;
  readonly rows: Int32Array;
  /** The best split and what it was found in; null where there is none. */
  readonly best: { readonly split: Split; readonly histogram: Histogram } | null;
}

interface NodeDraft {
  split: Split | null;
  left: number;
  right: number;
  value: number;
}

/** A grown tree that can also be walked by bins, which is faster while training. */
export interface GrownTree {
  readonly tree: Tree;
  /** Adds the tree's answer to every row of the binned columns, or to the rows it has seen and those given besides. */
  addTo(predictions: Float64Array, others?: Int32Array): void;
  /** By node: what its split gained, 0 of leaves. */
  readonly gains: Float64Array;
}

/** Adds what the splits of a tree gained to the sums of their features. */
export function addGains(sums: Float64Array, { tree: { feature }, gains }: Omit<GrownTree, "addTo">): void {
  for (let node = 0; node < feature.length; node++)
    if (feature[node] >= 0) sums[feature[node]] += gains[node];
}

/** Grows a tree; `leafValue` says what a leaf with these rows answers. */
export function growTree(
  data: GrowthData,
  rules: GrowthRules,
  leafValue: (rows: Int32Array) => number,
): GrownTree {
  const { features, pull, weight = null, histograms } = data;
  const nodes: NodeDraft[] = [emptyNode()];
  // Leaves are stretches of it: those of one side come to stand before those of the other.
  const rows = data.rows.slice();
  const counted = histograms.build(features, rows, pull, weight);
  const leaves = [makeLeaf(data, rules, 0, 0, rows, counted)];
  while (leaves.length < rules.maxLeaves) {
    const chosen = mostGain(leaves);
    if (chosen < 0) break;
    leaves.splice(chosen, 1, ...splitLeaf(data, rules, leaves[chosen], nodes));
  }
  for (const { best } of leaves) if (best) histograms.release(best.histogram);
  for (const leaf of leaves) nodes[leaf.node].value = Math.fround(leafValue(leaf.rows));
  return {
    tree: toTree(nodes, data.columns),
    addTo: (predictions, others) => {
      const isAll = data.rows.length === predictions.length;
      if (!others && !isAll) return addByBins(nodes, data.columns, predictions);
      for (const leaf of leaves) addValue(predictions, leaf.rows, nodes[leaf.node].value);
      if (others) addByBins(nodes, data.columns, predictions, others);
    },
    gains: Float64Array.from(nodes, ({ split }) => split?.gain ?? 0),
  };
}

function emptyNode(): NodeDraft {
  return { split: null, left: -1, right: -1, value: 0 };
}

function makeLeaf(
  { histograms, features }: GrowthData,
  rules: GrowthRules,
  node: number,
  depth: number,
  rows: Int32Array,
  histogram: Histogram,
): Leaf {
  const mayBeSplit = depth < rules.maxDepth && rows.length >= 2 * rules.minLeafRows;
  const split = mayBeSplit ? bestSplit(histograms.layout, features, histogram, rules) : null;
  if (!split) histograms.release(histogram);
  return { node, depth, rows, best: split && { split, histogram } };
}

/** The index of the leaf to split next, the oldest one where several gain the same; −1 where none gains. */
function mostGain(leaves: readonly Leaf[]): number {
  let best = -1;
  for (let i = 0; i < leaves.length; i++) {
    const gain = leaves[i].best?.split.gain ?? 0;
    if (gain > (leaves[best]?.best?.split.gain ?? 0)) best = i;
  }
  return best;
}

function splitLeaf(data: GrowthData, rules: GrowthRules, leaf: Leaf, nodes: NodeDraft[]): Leaf[] {
  const { features, pull, weight = null, histograms } = data;
  const { split, histogram } = leaf.best!;
  const { bins } = data.columns[split.feature];
  const { left, right } = parted(leaf.rows, bins, split);
  // Only the smaller side is counted; the larger one is the difference.
  const small = left.length <= right.length ? left : right;
  const counted = histograms.build(features, small, pull, weight);
  const rest = histograms.subtract(features, histogram, counted);

  const draft = nodes[leaf.node];
  draft.split = split;
  draft.left = nodes.push(emptyNode()) - 1;
  draft.right = nodes.push(emptyNode()) - 1;
  const depth = leaf.depth + 1;
  return [
    makeLeaf(data, rules, draft.left, depth, left, small === left ? counted : rest),
    makeLeaf(data, rules, draft.right, depth, right, small === left ? rest : counted),
  ];
}

/** The rows of both sides, each in the order they had; they stand in the place of all of them. */
function parted(rows: Int32Array, bins: Uint8Array, split: Split): { left: Int32Array; right: Int32Array } {
  const others = spaceFor(rows.length);
  let lefts = 0;
  let rights = 0;
  // Written to both sides and counted on one: which way a row goes cannot be guessed, and waiting for it costs more.
  const last = split.bin;
  const missingLeft = Number(split.missingLeft);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const bin = bins[row];
    const left = bin === MISSING ? missingLeft : Number(bin <= last);
    rows[lefts] = row;
    others[rights] = row;
    lefts += left;
    rights += 1 - left;
  }
  rows.set(others.subarray(0, rights), lefts);
  return { left: rows.subarray(0, lefts), right: rows.subarray(lefts) };
}

let space = new Int32Array(0);

/** For the rows of one side, until they stand in their place. */
function spaceFor(rows: number): Int32Array {
  if (space.length < rows) space = new Int32Array(rows);
  return space;
}

function addValue(predictions: Float64Array, rows: Int32Array, value: number): void {
  for (const row of rows) predictions[row] += value;
}

/** `rows`: all unless given. */
function addByBins(
  nodes: readonly NodeDraft[],
  columns: readonly BinnedColumn[],
  predictions: Float64Array,
  rows: Int32Array | null = null,
): void {
  const bins = columns.map((column) => column.bins);
  const feature = Int32Array.from(nodes, ({ split }) => split?.feature ?? -1);
  const last = Int32Array.from(nodes, ({ split }) => split?.bin ?? 0);
  const missingLeft = Uint8Array.from(nodes, ({ split }) => Number(split?.missingLeft ?? false));
  const left = Int32Array.from(nodes, (node) => node.left);
  const right = Int32Array.from(nodes, (node) => node.right);
  const value = Float64Array.from(nodes, (node) => node.value);
  const count = rows ? rows.length : predictions.length;
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[i] : i;
    let node = 0;
    for (let at = feature[0]; at >= 0; at = feature[node]) {
      const bin = bins[at][row];
      const goesLeft = bin === MISSING ? missingLeft[node] === 1 : bin <= last[node];
      node = goesLeft ? left[node] : right[node];
    }
    predictions[row] += value[node];
  }
}

function toTree(nodes: readonly NodeDraft[], columns: readonly BinnedColumn[]): Tree {
  // A split after the last bin parts the missing values from all others, however large those are.
  const threshold = (split: Split) => columns[split.feature].cuts.thresholds[split.bin] ?? Infinity;
  return {
    feature: Int32Array.from(nodes, (node) => node.split?.feature ?? -1),
    threshold: Float32Array.from(nodes, (node) => (node.split ? threshold(node.split) : 0)),
    left: Int32Array.from(nodes, (node) => node.left),
    right: Int32Array.from(nodes, (node) => node.right),
    missingLeft: Uint8Array.from(nodes, (node) => Number(node.split?.missingLeft ?? false)),
    value: Float32Array.from(nodes, (node) => node.value),
  };
}
