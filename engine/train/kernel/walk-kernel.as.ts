// Sends rows down a tree, in AssemblyScript (`npm run make:kernel` compiles it into kernel-code.ts).
//
// Which way a row goes cannot be guessed, and a processor that guesses wrongly waits. So nothing here asks: each row takes as
// many steps as the tree is deep, a leaf leads to itself, and four rows at a time wait for their memory together.

/** A node: where its feature stands in a row, threshold, 1 for missing values to the left, right child, left child, answer. */
const THRESHOLD: usize = 4;
const MISSING_LEFT: usize = 8;
const CHILDREN: usize = 12;
const ANSWER: usize = 20;

/** Rows that go down together. */
const TOGETHER: usize = 4;
const SCORE: usize = 4;

function next(node: usize, row: usize): usize {
  const cell = load<f32>(row + <usize>load<u32>(node));
  const threshold = load<f32>(node, THRESHOLD);
  // A missing value is neither above nor below.
  const left = (<u32>(cell <= threshold)) | (load<u32>(node, MISSING_LEFT) & (<u32>!(cell > threshold)));
  return <usize>load<u32>(node + ((<usize>left) << 2), CHILDREN);
}

/** Adds the tree's answers to the `scores` of rows of `width` bytes each. Their number is rounded up to a multiple of four. */
export function addTree(
  root: usize,
  depth: i32,
  features: usize,
  width: usize,
  rows: usize,
  scores: usize,
): void {
  const end = scores + rows * SCORE;
  while (scores < end) {
    const second = features + width;
    const third = second + width;
    const fourth = third + width;
    let a = root;
    let b = root;
    let c = root;
    let d = root;
    for (let step = depth; step > 0; step--) {
      a = next(a, features);
      b = next(b, second);
      c = next(c, third);
      d = next(d, fourth);
    }
    store<f32>(scores, load<f32>(scores) + load<f32>(a, ANSWER));
    store<f32>(scores, load<f32>(scores, 4) + load<f32>(b, ANSWER), 4);
    store<f32>(scores, load<f32>(scores, 8) + load<f32>(c, ANSWER), 8);
    store<f32>(scores, load<f32>(scores, 12) + load<f32>(d, ANSWER), 12);
    scores += TOGETHER * SCORE;
    features = fourth + width;
  }
}
