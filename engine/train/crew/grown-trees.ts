// How does a grown tree come from one thread to another? As numbers in memory that both share.

import type { GrownTree } from "../grow-tree.ts";

/** Numbers of a node; before all nodes stands how many there are. */
const NODE_NUMBERS = 7;

/** Numbers that a tree with so many leaves takes. */
export function grownSize(leaves: number): number {
  return 1 + NODE_NUMBERS * (2 * leaves - 1);
}

export function writeGrown({ tree, gains }: GrownTree, out: Float64Array): void {
  out[0] = tree.feature.length;
  for (let node = 0, at = 1; node < tree.feature.length; node++) {
    out[at++] = tree.feature[node];
    out[at++] = tree.threshold[node];
    out[at++] = tree.left[node];
    out[at++] = tree.right[node];
    out[at++] = tree.missingLeft[node];
    out[at++] = tree.value[node];
    out[at++] = gains[node];
  }
}

export function readGrown(numbers: Float64Array): Omit<GrownTree, "addTo"> {
  const [nodes] = numbers;
  const all = (field: number) =>
    Float64Array.from({ length: nodes }, (_, node) => numbers[1 + node * NODE_NUMBERS + field]);
  return {
    tree: {
      feature: Int32Array.from(all(0)),
      threshold: Float32Array.from(all(1)),
      left: Int32Array.from(all(2)),
      right: Int32Array.from(all(3)),
      missingLeft: Uint8Array.from(all(4)),
      value: Float32Array.from(all(5)),
    },
    gains: all(6),
  };
}
