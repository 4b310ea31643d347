// What is a tree, and what does it answer for a row?

/**
 * A binary tree as parallel arrays, node 0 is the root. A node goes to `left` when its feature is ≤ `threshold`
 * (both float32), or when the feature is NaN and `missingLeft` is 1; a leaf has feature −1 and a value.
 */
export interface Tree {
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly missingLeft: Uint8Array;
  readonly value: Float32Array;
}

/** A sum of trees on top of a base value. */
export interface BoostedTrees {
  /** How many features a row has. */
  readonly features: number;
  /** A float32 number. */
  readonly base: number;
  readonly trees: readonly Tree[];
  /** How much each feature reduced the loss in training: only the proportions mean something. */
  readonly gain: Float64Array;
}

/**
 * The predictions for rows given as columns. Features and sums are float32, in the order of the trees and with the
 * base last, as onnxruntime adds them up.
 */
export function predictTrees(model: BoostedTrees, columns: readonly Float64Array[]): Float64Array {
  const rows = columns[0]?.length ?? 0;
  const narrow = columns.map((column) => Float32Array.from(column));
  const predictions = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (const tree of model.trees) sum = Math.fround(sum + tree.value[leafOf(tree, narrow, row)]);
    predictions[row] = Math.fround(sum + model.base);
  }
  return predictions;
}

function leafOf(tree: Tree, columns: readonly Float32Array[], row: number): number {
  let node = 0;
  while (tree.feature[node] >= 0) {
    const value = columns[tree.feature[node]][row];
    const goesLeft = value <= tree.threshold[node] || (Number.isNaN(value) && tree.missingLeft[node] === 1);
    node = goesLeft ? tree.left[node] : tree.right[node];
  }
  return node;
}
