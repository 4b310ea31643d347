// What do ensembles add up to for rows? Each goes through all trees; by the kernel where there is one, else in JavaScript.

import { openKernel, type Kernel } from "../kernel/kernel.ts";
import type { BoostedTrees, Tree } from "../tree.ts";

/** Rows that go through all trees before the next ones: their features, side by side, stay close to the processor. */
const BLOCK_ROWS = 256;
const NUMBER_BYTES = 4;
/** 32-bit numbers of a node, in the order that walk-kernel.as.ts tells. */
const NODE = 6;

/** Sums are float32, in the order of the trees and with the base last, as onnxruntime adds them up. */
export class Scorer {
  readonly #ensembles: readonly BoostedTrees[];
  readonly #width: number;
  readonly #features: Float32Array;
  readonly #scores: Float32Array;
  readonly #add: (tree: number, rows: number) => void;

  constructor(ensembles: readonly BoostedTrees[], open = openKernel) {
    const width = ensembles[0].features;
    const trees = ensembles.flatMap((each) => each.trees);
    const sizes = trees.map(({ feature }) => feature.length);
    const nodes = sizes.reduce((sum, size) => sum + size, 0);
    // In 32-bit numbers: scores, features, nodes.
    const nodesAt = BLOCK_ROWS * (1 + width);
    const kernel = open((nodesAt + nodes * NODE) * NUMBER_BYTES);
    const buffer = kernel?.buffer ?? new ArrayBuffer(nodesAt * NUMBER_BYTES);
    this.#ensembles = ensembles;
    this.#width = width;
    this.#scores = new Float32Array(buffer, 0, BLOCK_ROWS);
    this.#features = new Float32Array(buffer, BLOCK_ROWS * NUMBER_BYTES, BLOCK_ROWS * width);
    this.#add = kernel
      ? this.#byKernel(kernel, trees, nodesAt)
      : (tree, rows) => addTree(trees[tree], this.#features, width, this.#scores.subarray(0, rows));
  }

  /** By ensemble, then by row, in the order of the rows asked for. */
  scores(columns: readonly Float32Array[], rows: Int32Array): Float64Array[] {
    const out = this.#ensembles.map(() => new Float64Array(rows.length));
    const [width, features] = [this.#width, this.#features];
    for (let from = 0; from < rows.length; from += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, rows.length - from);
      columns.forEach((column, i) => {
        for (let k = 0, at = i; k < count; k++, at += width) features[at] = column[rows[from + k]];
      });
      let tree = 0;
      this.#ensembles.forEach(({ trees, base }, output) => {
        this.#scores.fill(0);
        for (const end = tree + trees.length; tree < end; tree++) this.#add(tree, count);
        for (let k = 0; k < count; k++) out[output][from + k] = Math.fround(this.#scores[k] + base);
      });
    }
    return out;
  }

  #byKernel({ buffer, code }: Kernel, trees: readonly Tree[], nodesAt: number) {
    const ints = new Int32Array(buffer);
    const floats = new Float32Array(buffer);
    const width = this.#width * NUMBER_BYTES;
    const features = BLOCK_ROWS * NUMBER_BYTES;
    let end = nodesAt;
    const packed = trees.map((tree) => {
      const root = end * NUMBER_BYTES;
      end = packTree(tree, end, ints, floats);
      return { root, depth: depthOf(tree, 0) };
    });
    return (tree: number, rows: number) => {
      const { root, depth } = packed[tree];
      code.addTree(root, depth, features, width, rows, 0);
    };
  }
}

/** Writes the nodes from number `from` on; answers where they end. */
function packTree(tree: Tree, from: number, ints: Int32Array, floats: Float32Array): number {
  const placeOf = (node: number) => (from + node * NODE) * NUMBER_BYTES;
  let at = from;
  for (let node = 0; node < tree.feature.length; node++) {
    const isLeaf = tree.feature[node] < 0;
    ints[at++] = isLeaf ? 0 : tree.feature[node] * NUMBER_BYTES;
    floats[at++] = tree.threshold[node];
    ints[at++] = tree.missingLeft[node];
    ints[at++] = placeOf(isLeaf ? node : tree.right[node]);
    ints[at++] = placeOf(isLeaf ? node : tree.left[node]);
    floats[at++] = tree.value[node];
  }
  return at;
}

function depthOf(tree: Tree, node: number): number {
  if (tree.feature[node] < 0) return 0;
  return 1 + Math.max(depthOf(tree, tree.left[node]), depthOf(tree, tree.right[node]));
}

/** `features`: of each row, `width` of them side by side. */
function addTree(tree: Tree, features: Float32Array, width: number, scores: Float32Array): void {
  const { feature, threshold, left, right, missingLeft, value } = tree;
  for (let i = 0, row = 0; i < scores.length; i++, row += width) {
    let node = 0;
    for (let at = feature[0]; at >= 0; at = feature[node]) {
      const cell = features[row + at];
      const goesLeft = cell <= threshold[node] || (cell !== cell && missingLeft[node] === 1);
      node = goesLeft ? left[node] : right[node];
    }
    scores[i] += value[node];
  }
}
