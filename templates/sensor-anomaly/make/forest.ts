// How does an isolation forest learn what is normal? Random cuts: what is strange stands alone after a few of them.
//
// F. T. Liu, K. M. Ting, Z.-H. Zhou: Isolation Forest, ICDM 2008. Scores are on a straight line instead of 2^(−x): the
// order of the rows is the same, and the whole model is one sum over trees.

import type { Random } from "../../../engine/train/random.ts";
import { roundDownToFloat32 } from "../../../engine/train/float32.ts";
import type { BoostedTrees, Tree } from "../../../engine/train/tree.ts";

export interface ForestRules {
  readonly trees: number;
  /** Rows that each tree sees. */
  readonly rows: number;
}

/** Learns from rows given as columns. A leaf's value is its share of the score: minus the cuts it takes to get there. */
export function growForest(
  columns: readonly Float64Array[],
  { trees, rows }: ForestRules,
  random: Random,
): BoostedTrees {
  const narrow = columns.map((column) => Float32Array.from(column));
  const unit = 2 * meanCuts(rows) * trees;
  const maxDepth = Math.ceil(Math.log2(rows));
  return {
    features: columns.length,
    // A row that no cut is needed for would score 1.
    base: 1,
    gain: new Float64Array(columns.length),
    trees: Array.from({ length: trees }, () => {
      const chosen = Array.from({ length: rows }, () => random.below(narrow[0].length));
      return growTree(narrow, chosen, maxDepth, unit, random);
    }),
  };
}

interface Growing {
  readonly feature: number[];
  readonly threshold: number[];
  readonly left: number[];
  readonly right: number[];
  readonly value: number[];
}

function growTree(
  columns: readonly Float32Array[],
  chosen: readonly number[],
  maxDepth: number,
  unit: number,
  random: Random,
): Tree {
  const tree: Growing = { feature: [], threshold: [], left: [], right: [], value: [] };

  function grow(rows: readonly number[], depth: number): number {
    const id = tree.feature.push(-1) - 1;
    tree.threshold.push(0);
    tree.left.push(-1);
    tree.right.push(-1);
    tree.value.push(-(depth + meanCuts(rows.length)) / unit);
    const cut = depth < maxDepth ? randomCut(columns, rows, random) : null;
    if (!cut) return id;
    const isLeft = (row: number) => columns[cut.feature][row] <= cut.threshold;
    tree.feature[id] = cut.feature;
    tree.threshold[id] = cut.threshold;
    tree.value[id] = 0;
    tree.left[id] = grow(rows.filter(isLeft), depth + 1);
    tree.right[id] = grow(
      rows.filter((row) => !isLeft(row)),
      depth + 1,
    );
    return id;
  }

  grow(chosen, 0);
  return {
    feature: Int32Array.from(tree.feature),
    threshold: Float32Array.from(tree.threshold),
    left: Int32Array.from(tree.left),
    right: Int32Array.from(tree.right),
    missingLeft: new Uint8Array(tree.feature.length),
    value: Float32Array.from(tree.value),
  };
}

/** A random place between the ends of a random feature; null where all rows are alike. */
function randomCut(
  columns: readonly Float32Array[],
  rows: readonly number[],
  random: Random,
): { feature: number; threshold: number } | null {
  const spans = columns.flatMap((column, feature) => {
    let low = Infinity;
    let high = -Infinity;
    for (const row of rows) {
      low = Math.min(low, column[row]);
      high = Math.max(high, column[row]);
    }
    return high > low ? [{ feature, low, high }] : [];
  });
  if (spans.length === 0) return null;
  const { feature, low, high } = spans[random.below(spans.length)];
  // Rounded down it lies below the upper end, so both sides get rows.
  return { feature, threshold: roundDownToFloat32(low + (high - low) * random.next()) };
}

/** The cuts that it takes on average to set one of n rows apart (equation 1 of the paper), by exact harmonic numbers. */
export function meanCuts(rows: number): number {
  if (rows < 2) return 0;
  let harmonic = 0;
  for (let i = 1; i < rows; i++) harmonic += 1 / i;
  return 2 * harmonic - (2 * (rows - 1)) / rows;
}
